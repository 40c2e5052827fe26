//! "Did you mean": the known word that comes nearest to what was typed.

/// A hint: the known word that comes nearest, or all of them.
pub fn nearest(value: &str, known: &[String]) -> String {
    let lower = value.to_lowercase();
    let distance = |word: &&String| strsim::damerau_levenshtein(&word.to_lowercase(), &lower);
    let nearest = known
        .iter()
        .min_by_key(distance)
        .filter(|word| distance(word) <= 2.max(lower.len() / 3));
    match nearest {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}
