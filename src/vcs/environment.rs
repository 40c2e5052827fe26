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
    /// `PATH`: where `hg` is looked for; when unset, where this process looks for programs.
    pub search_path: Option<OsString>,
    /// `JJ_USER`: goes before any name in jj's configuration.
    pub jj_user: Option<String>,
    /// `JJ_EMAIL`: goes before any address in jj's configuration.
    pub jj_email: Option<String>,
    /// `JJ_CONFIG`: the files and folders to use instead of the user's configuration of jj.
    pub jj_config: Option<Vec<PathBuf>>,
    /// The user's home.
    pub home: Option<PathBuf>,
    /// The folder in which programs keep the user's configuration.
    pub config_home: Option<PathBuf>,
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
            search_path: None,
            jj_user: None,
            jj_email: None,
            jj_config: None,
            home: None,
            config_home: None,
            config_scope: ConfigScope::Repository,
        }
    }

    /// Returns the environment that the variables describe; `lookup` is usually `std::env::var_os`.
    ///
    /// Empty variables count as unset, except for `HGRCPATH` and `JJ_CONFIG`: empty ones are how hg and jj are told to use
    /// no configuration.
    pub fn from_variables(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name| lookup(name).filter(|value| !value.is_empty());
        let text = |name| value(name).map(|value| value.to_string_lossy().into_owned());
        let ceilings = value("GIT_CEILING_DIRECTORIES").unwrap_or_default();
        let jj_config = lookup("JJ_CONFIG").map(|paths| {
            let paths = env::split_paths(&paths);
            paths.filter(|path| !path.as_os_str().is_empty()).collect()
        });
        let folder = |name| value(name).map(PathBuf::from);
        let home = folder(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
        let config_home = match folder("XDG_CONFIG_HOME") {
            _ if cfg!(windows) => folder("APPDATA"),
            Some(path) if path.is_absolute() => Some(path),
            Some(_) | None => home.as_ref().map(|home| home.join(".config")),
        };
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
            search_path: value("PATH"),
            jj_user: text("JJ_USER"),
            jj_email: text("JJ_EMAIL"),
            jj_config,
            home,
            config_home,
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
            "JJ_USER" => Some(OsString::from("Bob")),
            "JJ_CONFIG" => Some(OsString::new()),
            "HOME" => Some(OsString::from("/home/alice")),
            _ => None,
        });

        let expected = Environment {
            git_dir: Some(PathBuf::from("/r/.git")),
            ceilings: vec![PathBuf::from("/home"), PathBuf::from("/srv")],
            author_name: Some(String::from("Alice")),
            hgrc_path: Some(OsString::new()),
            jj_user: Some(String::from("Bob")),
            jj_config: Some(Vec::new()),
            home: Some(PathBuf::from("/home/alice")),
            config_home: Some(PathBuf::from("/home/alice/.config")),
            config_scope: ConfigScope::Machine,
            ..Environment::isolated()
        };
        assert_eq!(environment, expected);
    }
}
