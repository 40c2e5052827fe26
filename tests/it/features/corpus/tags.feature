@one @two
@three@four
Feature: Tags

  @JIRA-123 @owner:alice @a.b/c(d) @1
  Scenario: Many
    Given a

  @x
  @y
  Scenario Outline: Of examples
    Given <a>

    @p @q
    Examples:
      | a |
      | 1 |
