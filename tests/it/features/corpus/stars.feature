Feature: All words for steps

  Scenario: In all orders
    * a
    * b
    Given c
    And d
    But e
    When f
    But g
    * h
    Then i
    And j

  Scenario Template: The other word
    Given <k>

    Scenarios: The other word for examples
      | k |
      | l |

  Example: Begins with and
    And m
