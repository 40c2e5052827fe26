Feature: Tabs

	Scenario: Indented by tabs
		Given a table
			| a	| b |
			| 1 |	2 |
		When a text
			"""
			first
				indented
			"""

	Scenario: Mixed
	  Given a
  	Then b
