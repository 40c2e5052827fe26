Feature: Twins

  Scenario: Same
    Given a

  Scenario: Same
    Given b

  Scenario: Same
    Given a

  Rule: Same
    Scenario: Same
      Given c

  Rule: Same
    Scenario: Same
      Given d
