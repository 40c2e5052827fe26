//! What the process environment tells version control, as a value.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// What version control takes from the process environment.
///
/// Relative paths are relative to the folder that discovery starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// `GIT_DIR`: the repository to use instead of looking for one. git sets it for its hooks.
    pub git_dir: Option<PathBuf>,
    /// `GIT_WORK_TREE`: the root of the working tree.
    pub git_work_tree: Option<PathBuf>,
    /// `GIT_CEILING_DIRECTORIES`: folders at which the search upwards ends without looking into them.
    pub ceilings: Vec<PathBuf>,
    /// `GIT_AUTHOR_NAME`: goes before any configured name.
    pub author_name: Option<String>,
    /// `GIT_AUTHOR_EMAIL`: goes before any configured address.
    pub author_email: Option<String>,
    /// `EMAIL`: the address when none is configured.
    pub email: Option<String>,
    /// `HGUSER`: goes before any name that Mercurial has configured.
    pub hg_user: Option<String>,
    /// `HGRCPATH`: the configuration files for Mercurial to read instead of the machine's and the user's; empty for none.
    pub hgrc_path: Option<OsString>,
    /// `HOME`: where the user's configuration is.
    pub home: Option<PathBuf>,
    /// `XDG_CONFIG_HOME`: where more of it is.
    pub config_home: Option<PathBuf>,
    /// `PATH`: where `hg` is looked for; when unset, where this process looks for programs.
    pub search_path: Option<OsString>,
    /// Which configuration counts.
    pub config_scope: ConfigScope,
}

/// Which configuration of the version control system counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigScope {
    /// The machine's, the user's and the repository's, found as the system itself does.
    Machine,
    /// Only the repository's: the same answer on every machine.
    Repository,
}

impl Environment {
    /// Returns the environment in which nothing is set and nothing outside the repository counts.
    pub fn isolated() -> Self {
        Self {
            git_dir: None,
            git_work_tree: None,
            ceilings: Vec::new(),
            author_name: None,
            author_email: None,
            email: None,
            hg_user: None,
            hgrc_path: None,
            home: None,
            config_home: None,
            search_path: None,
            config_scope: ConfigScope::Repository,
        }
    }

    /// Returns the environment that the variables describe; `lookup` is usually `std::env::var_os`.
    ///
    /// Empty variables count as unset, but for `HGRCPATH`, for which that has a meaning.
    pub fn from_variables(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name| lookup(name).filter(|value| !value.is_empty());
        let text = |name| value(name).map(|value| value.to_string_lossy().into_owned());
        let ceilings = value("GIT_CEILING_DIRECTORIES").unwrap_or_default();
        Self {
            git_dir: value("GIT_DIR").map(PathBuf::from),
            git_work_tree: value("GIT_WORK_TREE").map(PathBuf::from),
            ceilings: env::split_paths(&ceilings)
                .filter(|ceiling| ceiling.is_absolute())
                .collect(),
            author_name: text("GIT_AUTHOR_NAME"),
            author_email: text("GIT_AUTHOR_EMAIL"),
            email: text("EMAIL"),
            hg_user: text("HGUSER"),
            hgrc_path: lookup("HGRCPATH"),
            home: value("HOME").map(PathBuf::from),
            config_home: value("XDG_CONFIG_HOME").map(PathBuf::from),
            search_path: value("PATH"),
            config_scope: ConfigScope::Machine,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::PathBuf;

    use super::ConfigScope;
    use super::Environment;

    #[test]
    fn variables_fill_the_fields_and_empty_ones_count_as_unset() {
        let environment = Environment::from_variables(|name| match name {
            "GIT_DIR" => Some(OsString::from("/r/.git")),
            "GIT_WORK_TREE" | "EMAIL" | "PATH" | "HGRCPATH" => Some(OsString::new()),
            "GIT_AUTHOR_NAME" => Some(OsString::from("Alice")),
            "GIT_CEILING_DIRECTORIES" => Some(OsString::from("/home:relative::/srv")),
            _ => None,
        });

        let expected = Environment {
            git_dir: Some(PathBuf::from("/r/.git")),
            ceilings: vec![PathBuf::from("/home"), PathBuf::from("/srv")],
            author_name: Some(String::from("Alice")),
            hgrc_path: Some(OsString::new()),
            config_scope: ConfigScope::Machine,
            ..Environment::isolated()
        };
        assert_eq!(environment, expected);
    }
}
