          Feature: Far to the right

                    A description.

                    Scenario: Here
                                   Given a
                      When b
                               Then c

               Scenario: There
          Given d
