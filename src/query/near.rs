//! Which word somebody may have meant.

/// The known word that `value` begins, or that comes nearest to it; none where none is near.
pub fn nearest<'a, T: AsRef<str>>(value: &str, known: &'a [T]) -> Option<&'a str> {
    let lower = value.to_lowercase();
    let length = lower.chars().count();
    let distance = |word: &&str| strsim::damerau_levenshtein(&word.to_lowercase(), &lower);
    let mut words = known.iter().map(AsRef::as_ref);
    let begun = words.find(|word| length > 1 && word.to_lowercase().starts_with(&lower));
    // A word of which every letter is another one is not near.
    let far = (length / 3).max(2).min(length.saturating_sub(1));
    let words = known.iter().map(AsRef::as_ref);
    let near = words.min_by_key(|word| distance(word));
    begun.or(near.filter(|word| distance(word) <= far))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_word_is_meant_by_its_beginning_and_by_slips() {
        let known = ["id", "status", "priority", "created"];
        for (value, expected) in [
            ("statsu", Some("status")),
            ("prio", Some("priority")),
            ("CREATE", Some("created")),
            ("i", None),
            ("xy", None),
            ("日本", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(value, &known), expected, "{value}");
        }
    }
}
