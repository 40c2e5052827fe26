Feature: Ideas for scenarios

  Scenario: One

  @later
  Scenario: Two

    With words.

  Scenario:

  Scenario: Three
    Given a
