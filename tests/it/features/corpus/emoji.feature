@😀 @größe
Feature: Emoji 🎉 and “quotes”

  Beschreibung: ärgerlich — 日本語 العربية

  Scenario: 👩‍👩‍👧 families
    Given 🍎 and 🍐
    Then | a 🎈 | is no table
      | 😀 | 日本 |
      | ä  | 한국 |
