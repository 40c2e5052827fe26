# before
# the feature

# language comments come first

@a # not a tag
Feature: Comments # part of the name
  # in the description

  # before the background
  Background:
    # before a step
    Given a
    # after the last step

  # far from the scenario

  # near the scenario
  @b
  # between tag and keyword
  @c
  Scenario: One
    # first
    Given a
      # before a table
      | a |
      # in a table
      | b |
    # last of one

  # of the outline
  Scenario Outline: Two
    Given <a>

    # before the examples
    Examples:
      # in them
      | a |
      | 1 |

# at the end

# of the file
