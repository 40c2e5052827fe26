//! The block in the README.

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::cli::status::prepared::on;
use crate::cli::status::prepared::prepared;
use crate::sandbox::Sandbox;

#[test]
fn the_readme_has_a_block_that_changes_when_the_project_does() {
    let sandbox = prepared();
    sandbox.write("README.md", "# Our project\n\nWords.\n");
    sandbox.write("deep/down/keep", "");
    let update = |day: u32| {
        let now = format!("2026-11-{day}T12:00:00Z");
        let mut command = sandbox.command(&["status", "--update-readme"]);
        command
            .env("TICKETS_NOW", now)
            .current_dir(sandbox.repo().join("deep/down"));
        sandbox.finish(command)
    };
    assert_snapshot!(on(&sandbox, 14, &["status", "--update-readme", "--dry-run"]), @"
    --- a/README.md
    +++ b/README.md
    @@ -1,3 +1,21 @@
     # Our project
     
     Words.
    +
    +<!-- tickets:status -->
    +
    +| Tickets | 6 |
    +|---|---:|
    +| Open | 2 |
    +| In progress | 0 |
    +| Blocked | 1 |
    +| Critical and open | 1 |
    +| High and open | 1 |
    +| Done | 3 |
    +| Dropped | 1 |
    +
    +**Under way**
    +
    +- TICKET-5 Five (Alice Doe)
    +
    +<!-- /tickets:status -->
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.read("README.md"), "# Our project\n\nWords.\n");
    assert_snapshot!(update(14), @"
    --- stderr
    Updated README.md
    ");
    assert_snapshot!(sandbox.read("README.md"), @"
    # Our project

    Words.

    <!-- tickets:status -->

    | Tickets | 6 |
    |---|---:|
    | Open | 2 |
    | In progress | 0 |
    | Blocked | 1 |
    | Critical and open | 1 |
    | High and open | 1 |
    | Done | 3 |
    | Dropped | 1 |

    **Under way**

    - TICKET-5 Five (Alice Doe)

    <!-- /tickets:status -->
    ");
    let before = sandbox.read("README.md");
    assert_snapshot!(update(29), @"
    --- stderr
    README.md is up to date
    ");
    assert_eq!(sandbox.read("README.md"), before);

    on(&sandbox, 29, &["start", "TICKET-4"]).ok();
    update(29).ok();
    let after = sandbox.read("README.md");
    assert!(after.contains("| In progress | 1 |\n"), "{after}");
    assert!(
        after.starts_with("# Our project\n\nWords.\n\n<!-- tickets:status -->\n"),
        "{after}"
    );
    assert_eq!(after.matches("tickets:status -->").count(), 2);
    assert_eq!(sandbox.files_below("deep"), ["deep/down/keep"]);
}

#[test]
fn titles_cannot_break_out_of_the_readme() {
    let sandbox = Sandbox::new();
    let title = "<!-- /tickets:status --> <img src=x onerror=alert(1)> [a](b) | @alice";
    on(&sandbox, 1, &["create", title]).ok();
    on(&sandbox, 1, &["start", "TICKET-1"]).ok();
    sandbox.write(
        "README.md",
        "a\r\n<!-- tickets:status -->\r\nold\r\n<!-- /tickets:status -->\r\nb\r\n",
    );
    let args = ["status", "--update-readme", "--format", "json"];
    let changed = on(&sandbox, 1, &args).ok().json();
    assert_eq!(changed, json!({"path": "README.md", "is_changed": true}));
    let text = sandbox.read("README.md");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(
        text.starts_with("a\r\n<!--") && text.ends_with("-->\r\nb\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("<!-- /tickets:status -->").count(), 1);
    assert!(!text.contains("<img"), "{text}");
    assert_eq!(on(&sandbox, 2, &args).ok().json()["is_changed"], false);
}

#[test]
fn a_readme_that_cannot_have_a_block_stays_as_it_is() {
    let sandbox = prepared();
    let refused = |content: &[u8]| {
        sandbox.write("README.md", content);
        let run = on(&sandbox, 14, &["status", "--update-readme"]);
        assert_eq!(fs::read(sandbox.repo().join("README.md")).unwrap(), content);
        run
    };
    assert_snapshot!(refused(b"<!-- tickets:status -->\n"), @"
    --- stderr
    error: `[ROOT]/repo/README.md`: line 1 begins a block that does not end
      hint: a block has one line with each mark; remove the others
    --- exit 2
    ");
    assert_snapshot!(refused(b"<!-- /tickets:status -->\n"), @"
    --- stderr
    error: `[ROOT]/repo/README.md`: line 1 ends a block that did not begin
      hint: a block has one line with each mark; remove the others
    --- exit 2
    ");
    assert_snapshot!(refused(b"\xff\xfe"), @"
    --- stderr
    error: `[ROOT]/repo/README.md` is not in UTF-8
    --- exit 2
    ");
    assert_snapshot!(refused(&vec![b'a'; (4 << 20) + 1]), @"
    --- stderr
    error: `[ROOT]/repo/README.md` is too large to get a block: it has more than 4 MiB
    --- exit 2
    ");
    let update = ["status", "--update-readme"];
    assert_snapshot!(on(&sandbox, 14, &[&update[..], &["../outside.md"]].concat()), @"
    --- stderr
    error: `[ROOT]/repo/../outside.md` is no file of the working tree
      hint: name a file beside the others, such as `docs/status.md`
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 14, &[&update[..], &[".git/config"]].concat()), @"
    --- stderr
    error: `[ROOT]/repo/.git/config` is no file of the working tree
      hint: name a file beside the others, such as `docs/status.md`
    --- exit 2
    ");
    assert_snapshot!(on(&sandbox, 14, &[&update[..], &["no/such/folder.md"]].concat()), @"
    --- stderr
    error: cannot find `[ROOT]/repo/no/such`
      because: No such file or directory (os error 2)
    --- exit 6
    ");
    assert_snapshot!(on(&sandbox, 14, &["status", "--dry-run"]), @"
    --- stderr
    error: the following required arguments were not provided:
      --update-readme [<FILE>]

    Usage: tickets status --update-readme [<FILE>] --dry-run

    For more information, try '--help'.
    --- exit 2
    ");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_repository() {
    let sandbox = prepared();
    let outside = sandbox.root().join("home/notes");
    fs::write(&outside, "mine\n").unwrap();
    let link = sandbox.repo().join("README.md");
    std::os::unix::fs::symlink(&outside, &link).unwrap();
    assert_snapshot!(on(&sandbox, 14, &["status", "--update-readme"]), @"
    --- stderr
    error: `[ROOT]/repo/README.md` is no file of the working tree
      hint: name a file beside the others, such as `docs/status.md`
    --- exit 2
    ");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "mine\n");

    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(sandbox.root().join("home/new"), &link).unwrap();
    let dangling = on(&sandbox, 14, &["status", "--update-readme"]);
    assert_ne!(dangling.code, Some(0), "{dangling}");
    assert!(!sandbox.root().join("home/new").exists());
}

#[test]
fn many_that_write_the_readme_at_once_leave_it_whole() {
    let sandbox = prepared();
    sandbox.write("README.md", "# Our project\n");
    let spawn = |_| {
        sandbox
            .command(&["status", "--update-readme"])
            .spawn()
            .unwrap()
    };
    let children: Vec<_> = (0..4).map(spawn).collect();
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    let text = sandbox.read("README.md");
    assert_eq!(text.matches("<!-- tickets:status -->").count(), 1, "{text}");
    assert!(
        text.starts_with("# Our project\n\n<!-- ") && text.ends_with(" -->\n"),
        "{text}"
    );
}
