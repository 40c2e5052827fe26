


@a



Feature:   Blank lines   



  Words.


  Scenario:   One   


    Given a   


      | b |

    Then c



  Scenario: Two
    Given d



