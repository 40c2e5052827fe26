# language: de
@anmeldung
Funktionalität: Anmelden

  Grundlage:
    Angenommen es gibt einen Benutzer

  Szenario: Mit Passwort
    Wenn er sich anmeldet
    Dann sieht er seine Tickets
    Und er freut sich
    Aber nicht zu sehr

  Szenariogrundriss: Viele
    Angenommen <a>
    Dann <b>

    Beispiele:
      | a | b |
      | 1 | 2 |
