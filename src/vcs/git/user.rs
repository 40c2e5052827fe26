//! Finds out who works, in git's order: environment, `author.*`, `user.*`.

use crate::vcs::Environment;
use crate::vcs::User;

/// What the environment says about the person who works.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    /// `GIT_AUTHOR_NAME`
    name: Option<String>,
    /// `GIT_AUTHOR_EMAIL`
    email: Option<String>,
    /// `EMAIL`
    email_fallback: Option<String>,
}

impl Identity {
    /// Takes what `environment` says.
    pub(crate) fn new(environment: &Environment) -> Self {
        Self {
            name: environment.author_name.clone(),
            email: environment.author_email.clone(),
            email_fallback: environment.email.clone(),
        }
    }

    /// Returns the person, `None` without a name; blank values count as unset.
    ///
    /// Unlike git this makes up no name and no address from the machine's.
    pub(crate) fn user(&self, configured: impl Fn(&str) -> Option<String>) -> Option<User> {
        let name = [
            self.name.clone(),
            configured("author.name"),
            configured("user.name"),
        ];
        let email = [
            self.email.clone(),
            configured("author.email"),
            configured("user.email"),
            self.email_fallback.clone(),
        ];
        Some(User {
            name: first_filled(name)?,
            email: first_filled(email),
        })
    }
}

fn first_filled<const N: usize>(candidates: [Option<String>; N]) -> Option<String> {
    let trimmed = candidates
        .into_iter()
        .flatten()
        .map(|text| text.trim().to_owned());
    trimmed.into_iter().find(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Identity;
    use crate::vcs::Environment;

    #[track_caller]
    fn check(environment: Environment, settings: &[(&str, &str)], expected: Option<&str>) {
        let configured = |key: &str| {
            let setting = settings.iter().find(|(name, _)| *name == key);
            setting.map(|(_, value)| (*value).to_owned())
        };
        let user = Identity::new(&environment).user(configured);
        let shown = user.map(|user| format!("{} <{}>", user.name, user.email.unwrap_or_default()));
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn the_environment_goes_before_the_author_goes_before_the_user() {
        let settings = [
            ("user.name", "user"),
            ("user.email", "user@x"),
            ("author.name", "author"),
            ("author.email", "author@x"),
        ];
        let environment = Environment {
            author_name: Some(String::from("variable")),
            author_email: Some(String::from("variable@x")),
            ..Environment::isolated()
        };

        check(environment, &settings, Some("variable <variable@x>"));
        check(
            Environment::isolated(),
            &settings,
            Some("author <author@x>"),
        );
        check(
            Environment::isolated(),
            &settings[..2],
            Some("user <user@x>"),
        );
    }

    #[test]
    fn a_blank_name_is_none_and_the_general_address_comes_last() {
        let environment = Environment {
            email: Some(String::from("general@x")),
            ..Environment::isolated()
        };

        check(
            environment.clone(),
            &[("user.name", "A")],
            Some("A <general@x>"),
        );
        check(
            environment.clone(),
            &[("user.name", "A"), ("user.email", "a@x")],
            Some("A <a@x>"),
        );
        check(environment.clone(), &[("user.name", "  ")], None);
        check(environment, &[], None);
    }
}
