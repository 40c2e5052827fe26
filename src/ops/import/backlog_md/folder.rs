//! Which files there are.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::ops::OpError;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::StoreError;
use crate::store::yaml::BYTES_MAX;

/// Where the program keeps tasks.
const FOLDERS: [&str; 4] = ["tasks", "drafts", "completed", "archive"];

/// Where a project keeps the program's folder.
const HOMES: [&str; 2] = ["backlog", ".backlog"];

/// How deep below the folder tasks lie: `archive/tasks/`.
const DEPTH_MAX: usize = 3;

/// One file, by its path below the folder.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Reads all Markdown files, sorted by path.
///
/// # Errors
/// A folder that is none of Backlog.md.
pub(crate) fn read(folder: &Path, problems: &mut Vec<Problem>) -> Result<Vec<File>, OpError> {
    let (home, tops) = find(folder)?;
    let mut paths = Vec::new();
    for top in &tops {
        visit(&home, top, 1, &mut paths, problems);
    }
    if tops != [""] {
        name_others(&home, problems);
    }
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        match read_file(&home, path) {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    Ok(files)
}

/// The folder that holds the tasks' folders, and which of them there are.
fn find(folder: &Path) -> Result<(PathBuf, Vec<&'static str>), OpError> {
    fs::read_dir(folder).map_err(StoreError::io("read", folder))?;
    let inner = HOMES.iter().map(|home| folder.join(home));
    for home in [folder.to_owned()].into_iter().chain(inner) {
        let is_there = |name: &&str| home.join(name).is_dir();
        let tops: Vec<&'static str> = FOLDERS.into_iter().filter(is_there).collect();
        if !tops.is_empty() {
            return Ok((home, tops));
        }
    }
    let mut names = Vec::new();
    visit(folder, "", DEPTH_MAX, &mut names, &mut Vec::new());
    if names.is_empty() {
        return Err(OpError::NotFound {
            what: "folder `tasks` of Backlog.md in",
            name: folder.display().to_string(),
        });
    }
    Ok((folder.to_owned(), vec![""]))
}

/// Names the folders of documents, which are no tasks, so that nobody thinks they came along.
fn name_others(home: &Path, problems: &mut Vec<Problem>) {
    for entry in fs::read_dir(home).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_folder || name.starts_with('.') || FOLDERS.contains(&&*name) {
            continue;
        }
        let mut names = Vec::new();
        visit(home, &name, 1, &mut names, &mut Vec::new());
        if !names.is_empty() {
            let message = format!("holds Markdown files that are no tasks: {}", names.len());
            problems.push(Problem::new(name, ProblemCode::Misplaced, message));
        }
    }
}

fn visit(
    home: &Path,
    folder: &str,
    depth: usize,
    paths: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) {
    let entries = match fs::read_dir(home.join(folder)) {
        Ok(entries) => entries,
        Err(error) => return problems.push(unreadable(folder, &error)),
    };
    for entry in entries.flatten() {
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            let path = entry.path().display().to_string();
            problems.push(Problem::new(
                path,
                ProblemCode::NotText,
                "has a name that is no text",
            ));
            continue;
        };
        let path = match folder {
            "" => name.clone(),
            folder => format!("{folder}/{name}"),
        };
        // Links are not followed: they may lead anywhere, and round.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if name.starts_with('.') {
            continue;
        } else if is_folder && depth < DEPTH_MAX {
            visit(home, &path, depth + 1, paths, problems);
        } else if !is_folder && name.to_ascii_lowercase().ends_with(".md") {
            paths.push(path);
        } else {
            let message = "is no Markdown file and is not imported";
            problems.push(Problem::new(path, ProblemCode::FileName, message));
        }
    }
}

fn read_file(home: &Path, path: String) -> Result<File, Problem> {
    let full = home.join(&path);
    let metadata = fs::metadata(&full).map_err(|error| unreadable(&path, &error))?;
    let is_small = usize::try_from(metadata.len()).is_ok_and(|size| size <= BYTES_MAX);
    if !metadata.is_file() || !is_small {
        let message = format!("is no file of at most {BYTES_MAX} bytes");
        return Err(Problem::new(path, ProblemCode::TooLarge, message));
    }
    let bytes = fs::read(&full).map_err(|error| unreadable(&path, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Problem::new(&path, ProblemCode::NotText, "is not UTF-8 text"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(File {
        text: text.replace("\r\n", "\n"),
        path,
    })
}

fn unreadable(path: &str, error: &std::io::Error) -> Problem {
    let message = format!("cannot be read: {error}");
    Problem::new(path, ProblemCode::Unreadable, message)
}
