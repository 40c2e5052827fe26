//! The Background of a feature: steps that all its scenarios begin with.

use crate::domain::gherkin::tree::parse;

/// The lines of the Background in the head of a feature, which they end; none where it
/// has none. Of a head that a hand made no Gherkin, all of it may be one.
pub fn background(head: &str) -> Option<&str> {
    match parse(head) {
        Ok(feature) => head.get(feature.background?.span.start..),
        Err(_) => Some(head),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_background_is_found_behind_whatever_stands_before_it() {
        let check = |head: &str, expected: Option<&str>| {
            assert_eq!(background(head), expected, "{head}");
        };
        check("Feature: a", None);
        check("@x\nFeature: a\n  The Background: is no keyword here", None);
        check(
            "@x\nFeature: a\n  More of it\n\n  # why\n  Background:\n    Given b",
            Some("Background:\n    Given b"),
        );
        check(
            "# language: de\nFunktionalität: a\n\n  Grundlage: c\n    Angenommen b",
            Some("Grundlage: c\n    Angenommen b"),
        );
        check("no feature", Some("no feature"));
    }
}
