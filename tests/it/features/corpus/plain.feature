Feature: Log in

  Scenario: With a password
    Given a user "alice"
    When she logs in
    Then she sees her tickets
