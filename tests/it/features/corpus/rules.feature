Feature: Overdue tasks
  Let users know.

  Background:
    Given a calendar

  Example: Before any rule
    Given a

  # about the first rule
  @first
  Rule: On first use of the day
    Why this is so.

    Background: Tasks
      Given I have overdue tasks

    @morning
    Example: First use
      When I use the app
      Then I am notified

    Scenario Outline: Again <n>
      When I use it <n> times

      @few
      Examples: Few
        | n |
        | 2 |

      # many of them
      @many @slow
      Examples: Many
        More than a few.
        | n   |
        | 100 |

  Rule: Empty

  Rule: Last
    Scenario: In the last
      Then b
