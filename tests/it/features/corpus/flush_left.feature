Feature: Nothing is indented
words
Background:
Given a
Scenario: One
Given b
| c |
| d |
And a text
"""
e
"""
@t
Scenario: Two
When f
Rule: G
Scenario: Three
Then h
