Feature: Begins with a mark

  Scenario: One
    Given a