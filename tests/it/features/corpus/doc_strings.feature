Feature: Doc strings

  Scenario: Of both kinds
    Given a text
      """
      plain
        indented
      # no comment
      @no-tag
      Scenario: no scenario
      | no | table |
      ```
      no fence
      ```
      """
    And JSON
      """json
      {"a": ["b", "\"\"\" quoted"]}
      """
    When another
      ```
      """
      quotes inside
      """
      ```
    Then an empty one
      """
      """
    And one with blank lines

      """

      above and below

      """

  Scenario: At the margin
    Given text
"""
not indented
    four
"""
    Then more
