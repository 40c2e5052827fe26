//! Commits, in the order in which they were made.

use chrono::DateTime;

use crate::domain::Timestamp;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::User;
use crate::vcs::VcsError;
use crate::vcs::hg::client;
use crate::vcs::hg::client::Client;
use crate::vcs::hg::tree::Below;
use crate::vcs::hg::tree::cut;
use crate::vcs::hg::user;

/// Three ids, the seconds since 1970, and two texts that may hold anything, each after its length.
const LOG_TEMPLATE: &str = "--template={node}\\0{p1node}\\0{p2node}\\0{date|hgdate}\\0\
    {author|count}\\0{author}{desc|count}\\0{desc}";

/// Returns commits, newest first; `head` is where the log begins when the query does not say.
pub(crate) fn log(
    client: &Client,
    query: &LogQuery,
    head: Option<String>,
) -> Result<Vec<Commit>, VcsError> {
    let ids = |revisions: &[String]| -> Result<Vec<String>, VcsError> {
        revisions.iter().map(|name| client.id(name)).collect()
    };
    let from = match query.from.is_empty() {
        true => head.into_iter().collect(),
        false => ids(&query.from)?,
    };
    let without = ids(&query.without)?;
    let limit = query.limit.unwrap_or(usize::MAX);
    if from.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let Some(files) = files_condition(&query.paths) else {
        return Ok(Vec::new());
    };

    let mut revset = format!("only({}, {})", union(&from), union(&without));
    if without.is_empty() {
        revset = format!("::({})", union(&from));
    }
    let revision = format!("--rev=reverse({revset}{files})");
    // Mercurial's numbers have 31 bits.
    let limit = format!("--limit={}", limit.min(i32::MAX as usize));
    let answer = client.ask(&["log", &revision, &limit, LOG_TEMPLATE])?;
    parse(&answer.output).ok_or_else(|| VcsError::Program {
        program: String::from("hg log"),
        message: String::from("its answer is cut short"),
    })
}

/// Returns the best common ancestor of two commits.
pub(crate) fn merge_base(
    client: &Client,
    one: &str,
    other: &str,
) -> Result<Option<String>, VcsError> {
    let revset = format!("ancestor({one}, {other})");
    Ok(client.ids(&revset, 1, one)?.pop())
}

fn union(ids: &[String]) -> String {
    ids.join("+")
}

/// Returns the end of a revset that leaves only commits which changed one of the paths, `None` when no commit can have.
fn files_condition(paths: &[String]) -> Option<String> {
    let mut conditions = Vec::new();
    for path in paths {
        match Below::new(path) {
            Below::Root => return Some(String::new()),
            Below::Folder(path) => {
                let path = path.replace('\\', "\\\\").replace('"', "\\\"");
                conditions.push(format!("file(\"path:{path}\")"));
            }
            Below::Nowhere => {}
        }
    }
    match (paths.is_empty(), conditions.is_empty()) {
        (true, _) => Some(String::new()),
        (false, true) => None,
        (false, false) => Some(format!(" and ({})", conditions.join(" or "))),
    }
}

/// Splits an answer in the form of [`LOG_TEMPLATE`].
fn parse(output: &[u8]) -> Option<Vec<Commit>> {
    let mut commits = Vec::new();
    let mut rest = output;
    while !rest.is_empty() {
        let mut field = || {
            let (field, after) = cut(rest)?;
            rest = after;
            Some(String::from_utf8_lossy(field).into_owned())
        };
        let (id, first, second, date) = (field()?, field()?, field()?, field()?);
        let (author, after) = counted(rest)?;
        let (message, after) = counted(after)?;
        rest = after;

        commits.push(Commit {
            id,
            parents: [first, second]
                .into_iter()
                .filter(|id| client::is_commit(id))
                .collect(),
            author: user::parse(&author).unwrap_or_else(nobody),
            at: time(&date)?,
            message: message.trim_end_matches(['\n', '\r']).to_owned(),
        });
    }
    Some(commits)
}

/// Returns the text that stands after its length, and what follows it.
fn counted(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (length, after) = cut(bytes)?;
    let length = str::from_utf8(length).ok()?.parse().ok()?;
    let (text, after) = after.split_at_checked(length)?;
    Some((String::from_utf8_lossy(text).into_owned(), after))
}

/// Reads the seconds since 1970 and the distance from UTC, which changes nothing.
fn time(date: &str) -> Option<Timestamp> {
    let (seconds, _) = date.split_once(' ')?;
    let time = DateTime::from_timestamp(seconds.parse().ok()?, 0);
    Some(Timestamp::new(time.unwrap_or_default()))
}

/// Who made a commit that names nobody, as Mercurial itself never makes one.
fn nobody() -> User {
    User {
        name: String::from("unknown"),
        email: None,
    }
}

#[cfg(test)]
mod tests {
    use super::files_condition;
    use super::parse;

    #[test]
    fn texts_of_a_commit_may_hold_any_byte() {
        let head = b"ab\x000000\x000000\x001767225600 -3600\x00";
        let output = [&head[..], b"5\0A <a>7\0one\0\ntw"].concat();
        let commits = parse(&output).unwrap();
        assert_eq!(commits[0].parents, Vec::<String>::new());
        assert_eq!(commits[0].message, "one\0\ntw");
        assert_eq!(commits[0].at.to_string(), "2026-01-01T00:00:00Z");
        assert_eq!(parse(&output[..output.len() - 1]), None);
    }

    #[track_caller]
    fn check(paths: &[&str], expected: Option<&str>) {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        assert_eq!(files_condition(&paths).as_deref(), expected);
    }

    #[test]
    fn paths_are_no_part_of_the_language() {
        check(&[], Some(""));
        check(&["a", ""], Some(""));
        check(&["../a"], None);
        check(
            &["a/", "b"],
            Some(r#" and (file("path:a") or file("path:b"))"#),
        );
        check(
            &[r#"a") or all("\"#],
            Some(r#" and (file("path:a\") or all(\"\\"))"#),
        );
    }
}
