# a comment before all
@auth
Feature: Line ends of Windows
  Some words
  on two lines

  Background:
    Given a user

  @smoke @slow
  Scenario: One
    When "a"
      """
      text
        more

      last
      """
    Then b
      | x | y |
      | 1 | 2 |

  # about two
  Scenario: Two
    * c
