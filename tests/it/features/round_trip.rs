//! Features taken apart, put together, and taken apart again.

use tickets::domain::gherkin::FeatureParts;
use tickets::domain::gherkin::Tree;

use crate::features::corpus;

/// The comments of a file, each as often as it is there.
fn comments(text: &str) -> Vec<String> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let mut comments: Vec<String> = lines
        .filter(|line| line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    comments.sort();
    comments
}

#[test]
fn a_feature_put_together_again_means_the_same_and_keeps_its_comments() {
    for (name, text) in corpus() {
        let parts = FeatureParts::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let again = parts.text();
        assert_eq!(
            Tree::read(&again).unwrap(),
            Tree::read(&text).unwrap(),
            "{name}"
        );
        assert_eq!(comments(&again), comments(&text), "{name}");
        assert_eq!(FeatureParts::read(&again).unwrap(), parts, "{name}");
        assert_eq!(FeatureParts::read(&again).unwrap().text(), again, "{name}");
    }
}
