//! Files that nobody wrote for people.

use insta::assert_snapshot;
use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prop_assert_eq;
use proptest::proptest;
use tickets::domain::gherkin::FeatureParts;
use tickets::domain::gherkin::Tree;

fn refusal(text: &str) -> String {
    FeatureParts::read(text).unwrap_err().to_string()
}

#[test]
fn what_is_no_feature_is_refused_with_its_line() {
    assert_snapshot!(refusal(""), @"there is no feature in it");
    assert_snapshot!(refusal("# only a comment\n"), @"there is no feature in it");
    assert_snapshot!(refusal("hello\n"), @"line 1 is not Gherkin: `hello`");
    assert_snapshot!(refusal("# language: xx\nFeature: a\n"), @"there is no language `xx`");
    assert_snapshot!(refusal("Feature: a\n  Scenario: b\n    Given c\n    Guven d\n"), @"line 4 is not Gherkin: `Guven d`");
    assert_snapshot!(refusal("Feature: a\n  Scenario: b\n    Given c\n      \"\"\"\n      open\n"), @"line 5 is not Gherkin: `open`");
    assert_snapshot!(refusal("Feature: a\n  Scenario: b\n    Given c\n      | d | e |\n      | f |\n"), @"line 5 is not Gherkin: `| f |`");
    assert_snapshot!(refusal("Feature: a\n  Scenario: b\n    Given c\nFeature: d\n"), @"line 4 is not Gherkin: `Feature: d`");
    assert_snapshot!(refusal("Feature: a\n  Scenario: b\n    Given \u{0}\n"), @"line 3 holds a control character");
    assert_snapshot!(refusal("Feature: a\u{1b}[2J\n"), @"line 1 holds a control character");
}

#[test]
fn what_is_huge_is_refused_before_it_is_read() {
    assert_snapshot!(refusal(&"Feature: a\n".repeat(1_000_000)), @"there are more than 2000000 bytes");
    assert_snapshot!(refusal(&format!("Feature: {}", "a".repeat(3_000_000))), @"there are more than 2000000 bytes");
    assert_snapshot!(refusal(&format!("Feature: a\n{}", "\n".repeat(30_000))), @"there are more than 20000 lines");
}

/// Pieces of which anything may be made that looks like Gherkin.
const PIECES: [&str; 40] = [
    "Feature:",
    "Rule:",
    "Scenario:",
    "Scenario Outline:",
    "Examples:",
    "Background:",
    "Given ",
    "When ",
    "Then",
    "And ",
    "But ",
    "* ",
    "\n",
    "\n\n",
    "\n  ",
    "\r\n",
    "\t",
    " ",
    "@tag",
    "@",
    "@a@b",
    "# comment",
    "#language: de",
    "# language: xx",
    "\"\"\"",
    "```",
    "|",
    "| a | b |\n",
    "\\|",
    "\\",
    "<a>",
    "name",
    "ä",
    "🎉",
    ":",
    "\u{feff}",
    "Szenario:",
    "\u{2028}",
    "G",
    "Fe",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Whatever is read at all means the same after it was taken apart and put together.
    #[test]
    fn anything_is_refused_or_kept_whole(
        places in prop::collection::vec(0..PIECES.len(), 0..40),
        begins_well in any::<bool>(),
    ) {
        let mut text = if begins_well { "Feature: a\n".to_owned() } else { String::new() };
        text.extend(places.into_iter().map(|place| PIECES[place]));
        if let Ok(parts) = FeatureParts::read(&text) {
            let again = parts.text();
            prop_assert_eq!(Tree::read(&again).unwrap(), Tree::read(&text).unwrap());
            prop_assert_eq!(FeatureParts::read(&again).unwrap(), parts);
        }
    }
}
