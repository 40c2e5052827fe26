Feature: Cells

  Scenario Outline: <name>
    Given a cell
      | a \| b | c\\d | e\nf |
      |        | ""   | '    |
      | \\     | x    |      |
    Then <name> is <value>

    Examples:
      | name  | value |
      | pi\|e | 3.14  |
      |       | \\\\  |
