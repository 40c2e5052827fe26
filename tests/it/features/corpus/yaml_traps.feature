Feature: "no": yes, 12:30 # and so on

  Scenario: - a list? {a: b} [c] & *d !e %f
    Given key: value
    And ---
    And ...
    And >
    And |
    When 'single' and "double" and \backslash
    Then # is no comment here

  Scenario: <<<<<<< no marker
    Given ======= neither
    Then >>>>>>> nor this
