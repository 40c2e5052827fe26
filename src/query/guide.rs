//! The language, explained to its users.

/// What help says about queries.
pub const GUIDE: &str = include_str!("guide.txt");

#[cfg(test)]
mod tests {
    use super::GUIDE;
    use crate::query::Scope;
    use crate::query::field::all_names;
    use crate::query::term::STATES;

    #[test]
    fn the_guide_names_all_there_is() {
        let words: Vec<&str> = GUIDE
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        let states = STATES.iter().map(|(name, _)| *name);
        let all = all_names().chain(states).chain(Scope::NAMES);
        let missing: Vec<&str> = all.filter(|name| !words.contains(name)).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
