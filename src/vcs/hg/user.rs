//! Finds out who works, in Mercurial's order: `HGUSER`, `ui.username`, `EMAIL`.

use crate::vcs::Environment;
use crate::vcs::User;
use crate::vcs::hg::hgrc::Settings;
use crate::vcs::hg::layout::Layout;

/// Returns the person, `None` when nobody is named; unlike Mercurial this makes up no name from the machine's.
pub(crate) fn user(layout: &Layout, environment: &Environment) -> Option<User> {
    let named = environment.hg_user.as_deref().and_then(parse);
    let configured = || {
        let settings = Settings::read(layout, environment);
        // The second is what the first was called before.
        let username = settings.get("ui", "username");
        username.or(settings.get("ui", "user")).and_then(parse)
    };
    let general = || environment.email.as_deref().and_then(parse);
    named.or_else(configured).or_else(general)
}

/// Reads `Name <address>`, a name alone or an address alone, whose first part is then the name.
pub(crate) fn parse(text: &str) -> Option<User> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, email) = match text.split_once('<') {
        Some((name, rest)) => (name, rest.split('>').next()),
        None if text.contains('@') && !text.contains(' ') => ("", Some(&*text)),
        None => (&*text, None),
    };
    let email = email.map(str::trim).filter(|email| !email.is_empty());
    let name = match (name.trim(), email) {
        ("", Some(email)) => email.split('@').next().unwrap_or_default(),
        (name, _) => name,
    };
    let name = match name {
        "" => email?,
        name => name,
    };
    Some(User {
        name: name.to_owned(),
        email: email.map(str::to_owned),
    })
}

/// Returns what Mercurial writes into a commit for a person.
pub(crate) fn shown(user: &User) -> String {
    match &user.email {
        Some(email) => format!("{} <{email}>", user.name),
        None => user.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use super::shown;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
        let user = parse(text);
        let told = user
            .as_ref()
            .map(|user| (&*user.name, user.email.as_deref()));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_person_has_a_name_and_perhaps_an_address() {
        check(
            "Alice Doe <alice@example.com>",
            Some(("Alice Doe", Some("alice@example.com"))),
        );
        check("Álvaro", Some(("Álvaro", None)));
        check("  two\n lines  ", Some(("two lines", None)));
        check("Alice <>", Some(("Alice", None)));
    }

    #[test]
    fn an_address_alone_names_its_owner() {
        check(
            "alice@example.com",
            Some(("alice", Some("alice@example.com"))),
        );
        check(
            "<alice@example.com>",
            Some(("alice", Some("alice@example.com"))),
        );
        check("<@x>", Some(("@x", Some("@x"))));
    }

    #[test]
    fn blanks_name_nobody() {
        check("", None);
        check(" \n ", None);
        check("<>", None);
    }

    #[test]
    fn a_person_is_written_as_they_are_read() {
        for text in ["Alice Doe <alice@example.com>", "Álvaro"] {
            assert_eq!(shown(&parse(text).unwrap()), text);
        }
    }
}
