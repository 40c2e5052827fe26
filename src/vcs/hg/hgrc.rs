//! Reads Mercurial's configuration files, without starting `hg`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::ConfigScope;
use crate::vcs::Environment;
use crate::vcs::hg::layout;
use crate::vcs::hg::layout::Layout;

/// The machine's configuration, where Mercurial looks for it on Unix.
const MACHINE_DIR: &str = "/etc/mercurial";

/// More files than anyone's configuration includes; only a mistake has a circle of them.
const FILES_MAX: usize = 100;

/// The settings of several files; later ones win.
///
/// What cannot be read and lines that are no setting are passed over: Mercurial refuses to work with them and says
/// why, and the tracker asks for little more than a name.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// From section and key to the value.
    values: BTreeMap<(String, String), String>,
    home: Option<PathBuf>,
    files_read: usize,
}

/// Where a reader is within a file.
#[derive(Debug, Default)]
struct Position {
    section: String,
    /// The setting that an indented line continues.
    key: Option<String>,
}

impl Settings {
    /// Reads the configuration that counts in a working tree, in Mercurial's order.
    pub(crate) fn read(layout: &Layout, environment: &Environment) -> Self {
        let mut settings = Self {
            home: environment.home.clone(),
            ..Self::default()
        };
        if environment.config_scope == ConfigScope::Machine {
            for path in outer_files(environment) {
                settings.read_file(&path);
            }
        }
        if layout.is_share() && layout.requires("share-safe") {
            settings.read_file(&layout.source_dir.join("hgrc"));
        }
        settings.read_file(&layout.hg_dir.join("hgrc"));
        settings.read_file(&layout.hg_dir.join("hgrc-not-shared"));
        settings
    }

    /// Returns the value of `section.key`.
    pub(crate) fn get(&self, section: &str, key: &str) -> Option<&str> {
        let place = (section.to_owned(), key.to_owned());
        self.values.get(&place).map(String::as_str)
    }

    fn read_file(&mut self, path: &Path) {
        self.files_read += 1;
        if self.files_read > FILES_MAX {
            return;
        }
        let Ok(Some(bytes)) = layout::read(path) else {
            return;
        };
        let text = String::from_utf8_lossy(&bytes);
        let folder = path.parent().unwrap_or(path);
        let mut position = Position::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            self.read_line(line, folder, &mut position);
        }
    }

    fn read_line(&mut self, line: &str, folder: &Path, position: &mut Position) {
        if line.starts_with([';', '#']) {
            return;
        }
        let content = line.trim();
        if line.starts_with(char::is_whitespace) && !content.is_empty() {
            if let Some(key) = &position.key {
                let place = (position.section.clone(), key.clone());
                let value = self.values.entry(place).or_default();
                value.push('\n');
                value.push_str(content);
            }
            return;
        }

        position.key = None;
        if let Some(named) = content.strip_prefix("%include ") {
            let path = folder.join(self.expanded(named.trim()));
            self.read_file(&path);
        } else if let Some(key) = content.strip_prefix("%unset ") {
            let place = (position.section.clone(), key.trim().to_owned());
            self.values.remove(&place);
        } else if let Some(rest) = content.strip_prefix('[') {
            if let Some((name, _)) = rest.split_once(']') {
                name.clone_into(&mut position.section);
            }
        } else if let Some((key, value)) = content.split_once('=') {
            let key = key.trim_end().to_owned();
            let place = (position.section.clone(), key.clone());
            self.values.insert(place, value.trim_start().to_owned());
            position.key = Some(key);
        }
    }

    fn expanded(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), &self.home) {
            (Some(inside), Some(home)) => home.join(inside),
            _ => PathBuf::from(path),
        }
    }
}

/// Returns the files outside of the repository that Mercurial reads, the weakest first.
fn outer_files(environment: &Environment) -> Vec<PathBuf> {
    if let Some(paths) = &environment.hgrc_path {
        let named = std::env::split_paths(paths).filter(|path| !path.as_os_str().is_empty());
        return named.flat_map(|path| named_files(&path)).collect();
    }

    let machine = Path::new(MACHINE_DIR);
    let mut files = vec![machine.join("hgrc")];
    files.extend(parts(&machine.join("hgrc.d")));
    if let Some(home) = &environment.home {
        let config_home = environment.config_home.as_ref();
        let config_home = config_home.filter(|folder| folder.is_absolute());
        let config_home = config_home.map_or_else(|| home.join(".config"), Clone::clone);
        files.push(home.join(".hgrc"));
        files.push(config_home.join("hg").join("hgrc"));
    }
    files
}

fn named_files(path: &Path) -> Vec<PathBuf> {
    match path.is_dir() {
        true => parts(path),
        false => vec![path.to_owned()],
    }
}

/// Returns the files in a folder that end in `.rc`, sorted.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rc"))
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write as _;
    use std::path::Path;

    use super::Settings;

    fn write(folder: &Path, name: &str, text: &str) {
        let mut file = File::create(folder.join(name)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "hgrc", text);
        write(folder.path(), "more.rc", "[ui]\nusername = included\n");
        let mut settings = Settings {
            home: Some(folder.path().to_owned()),
            ..Settings::default()
        };
        settings.read_file(&folder.path().join("hgrc"));
        assert_eq!(settings.get("ui", "username"), expected);
    }

    #[test]
    fn a_setting_stands_in_its_section() {
        check("[ui]\nusername = A B <a@x>\n", Some("A B <a@x>"));
        check("\u{feff}[ui]\r\nusername=A\r\n", Some("A"));
        check("[web]\nusername = A\n", None);
        check("username = A\n", None);
        check("[ui]\nusername =\n", Some(""));
    }

    #[test]
    fn comments_and_broken_lines_say_nothing() {
        check("[ui]\n# username = A\n; username = B\nnonsense\n", None);
        check("[ui]\n  username = A\n", None);
        check("[ui\nusername = A\n", None);
    }

    #[test]
    fn an_indented_line_continues_the_one_before() {
        check("[ui]\nusername = A\n# between\n  B\n", Some("A\nB"));
        check("[ui]\nusername = A\n\n  B\n", Some("A"));
    }

    #[test]
    fn the_last_word_counts() {
        check("[ui]\nusername = A\n[web]\n[ui]\nusername = B\n", Some("B"));
        check("[ui]\nusername = A\n%unset username\n", None);
    }

    #[test]
    fn other_files_are_included() {
        check("%include more.rc\n", Some("included"));
        check("%include ~/more.rc\n", Some("included"));
        check("%include missing.rc\n[ui]\nusername = A\n", Some("A"));
        check("%include more.rc\n[ui]\nusername = A\n", Some("A"));
    }

    #[test]
    fn a_circle_of_files_ends() {
        check(
            "%include hgrc\n%include hgrc\n[ui]\nusername = A\n",
            Some("A"),
        );
    }
}
