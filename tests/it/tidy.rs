//! What reviewers would otherwise have to look for: arrows between modules, budgets, names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Which modules a module may name, beside itself.
///
/// `cli` also names `store` and `vcs`, for types of errors and results that
/// cross `ops` unchanged (`StoreError`, `Receipt`, `Stored`, `Environment`):
/// wrapping each would say the same twice. It calls neither.
///
/// `index` stands above `store`: it is derived from the store's files, and
/// tells by their stamps whether it still agrees with them.
const ARROWS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("query", &["domain"]),
    ("config", &[]),
    ("store", &["domain"]),
    ("vcs", &["domain"]),
    ("view", &["domain"]),
    ("index", &["domain", "store", "query", "view"]),
    (
        "ops",
        &["domain", "store", "index", "vcs", "view", "config", "query"],
    ),
    (
        "cli",
        &["ops", "view", "query", "config", "domain", "store", "vcs"],
    ),
];

const LINES_MAX: usize = 500;

const NAMES_REFUSED: [&str; 8] = [
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "shared",
];

/// The files in which `cfg(feature = …)` may stand.
const FEATURE_GATES: [&str; 3] = ["src/lib.rs", "src/vcs/mod.rs", "src/cli/commands/mod.rs"];

struct Source {
    /// From the root of the package, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The lines before the unit tests, which stand last.
    fn code(&self) -> impl Iterator<Item = &str> {
        let code = self.text.split("#[cfg(test)]\nmod tests {").next();
        code.unwrap_or_default().lines()
    }

    fn name(&self) -> &str {
        let (_, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        name.trim_end_matches(".rs")
    }

    /// `store` for `src/store/yaml/edit.rs`.
    fn module(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        let (first, _) = inside.split_once('/').unwrap_or((inside, ""));
        first.trim_end_matches(".rs")
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let shown = path.strip_prefix(root).unwrap().display().to_string();
                sources.push(Source {
                    path: shown.replace('\\', "/"),
                    text: fs::read_to_string(path).unwrap(),
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// The modules that a file names, as `crate::module`.
fn named_modules(source: &Source) -> BTreeSet<String> {
    let code = source
        .code()
        .filter(|line| !line.trim_start().starts_with("//"));
    let mut named = BTreeSet::new();
    for line in code {
        for rest in line.split("crate::").skip(1) {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            named.insert(name);
        }
    }
    named.retain(|name| !name.is_empty());
    named
}

#[test]
fn arrows_between_modules_point_down() {
    let mut wrong = Vec::new();
    for source in sources("src")
        .iter()
        .filter(|source| source.path.matches('/').count() > 1)
    {
        let module = source.module();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!(
                "{}: the module `{module}` is not in the table",
                source.path
            ));
            continue;
        };
        for named in named_modules(source) {
            if named != module && !allowed.contains(&named.as_str()) {
                wrong.push(format!("{} names `crate::{named}`", source.path));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_folder_of_the_source_is_on_the_map() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules: BTreeSet<String> = sources("src")
        .iter()
        .filter(|source| source.path.matches('/').count() > 1)
        .map(|source| source.module().to_owned())
        .collect();
    let missing: Vec<&String> = modules
        .iter()
        .filter(|module| !map.contains(&format!("[`{module}`]")))
        .collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn files_keep_to_their_budget() {
    let all = sources("src").into_iter().chain(sources("tests"));
    let long: Vec<String> = all
        .map(|source| (source.path.clone(), source.code().count()))
        .filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(path, lines)| format!("{path} has {lines} lines"))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn features_are_asked_for_in_three_files_only() {
    let is_gated = |source: &Source| {
        source.text.contains("cfg(feature") || source.text.contains("cfg(not(feature")
    };
    let wrong: Vec<String> = sources("src")
        .into_iter()
        .filter(|source| is_gated(source) && !FEATURE_GATES.contains(&source.path.as_str()))
        .map(|source| source.path)
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Docs, `mod`, `pub use`, constants of nothing, macros, and traits that *are* the module.
#[test]
fn mod_files_are_tables_of_contents() {
    let mut wrong = Vec::new();
    for source in sources("src")
        .iter()
        .filter(|source| source.name() == "mod" && !source.path.contains("/tests/"))
    {
        for line in source.code() {
            let line = line.trim_start();
            let is_code = [
                "fn ",
                "pub fn ",
                "pub(crate) fn ",
                "impl",
                "struct ",
                "const ",
                "static ",
            ];
            let is_top = source.text.contains(&format!("\n{line}"));
            if is_top && is_code.iter().any(|start| line.starts_with(start)) {
                wrong.push(format!("{}: {line}", source.path));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = sources("src")
        .into_iter()
        .chain(sources("tests"))
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn no_module_has_a_name_that_says_nothing() {
    let vague: Vec<String> = sources("src")
        .into_iter()
        .chain(sources("tests"))
        .filter(|source| {
            let mut parts = source.path.trim_end_matches(".rs").split('/');
            parts.any(|part| NAMES_REFUSED.contains(&part))
        })
        .map(|source| source.path)
        .collect();
    assert_eq!(vague, Vec::<String>::new());
}

#[test]
fn nothing_is_left_to_do_later() {
    // Put together here, so that this file does not find itself.
    let words = ["TO", "FIX"].map(|start| if start == "TO" { "TODO" } else { "FIXME" });
    let marks = [
        words[0].to_owned(),
        words[1].to_owned(),
        ["db", "g!("].concat(),
    ];
    let mut left = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        if source.path == "tests/it/tidy.rs" {
            continue;
        }
        for (place, line) in source.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                left.push(format!("{}:{}", source.path, place + 1));
            }
        }
    }
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn every_test_file_is_listed() {
    let all = sources("tests/it");
    let mut unlisted = Vec::new();
    for source in &all {
        let name = source.name();
        if source.path == "tests/it/main.rs" {
            continue;
        }
        let (folder, _) = source.path.rsplit_once('/').unwrap();
        let (parent, module) = match (name, folder.rsplit_once('/')) {
            ("mod", Some((above, folder))) => (above, folder),
            _ => (folder, name),
        };
        let lists = |list: &str| {
            let is_list = |other: &&Source| other.path == format!("{parent}/{list}.rs");
            let list = all.iter().find(is_list);
            list.is_some_and(|list| {
                list.text
                    .lines()
                    .any(|line| line.trim_end() == format!("mod {module};"))
            })
        };
        if !lists("mod") && !lists("main") {
            unlisted.push(&source.path);
        }
    }
    assert_eq!(unlisted, Vec::<&String>::new());
}

#[test]
fn tests_do_not_sleep_and_are_not_ignored() {
    let marks = [["thread::", "sleep"].concat(), ["#[", "ignore"].concat()];
    let wrong: Vec<String> = sources("tests")
        .into_iter()
        .filter(|source| marks.iter().any(|mark| source.text.contains(mark)))
        .map(|source| source.path)
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
