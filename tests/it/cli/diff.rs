//! `tickets diff`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A project whose branch `work` has done twelve kinds of thing since it left `main`.
fn twelve_kinds() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &["create", "Fix login bug", "-T", "bug", "-l", "ui"][..],
        &["create", "Write docs"],
        &["create", "Slow search"],
        &["create", "Lost session", "-a", "Bob"],
        &["create", "Dark mode", "-l", "ui,later"],
        &["create", "Export to CSV"],
        &["create", "Import from CSV"],
        &["create", "Sign in with a key"],
        &["create", "Crash on start"],
        &["create", "Old idea"],
        &["create", "Tpyo in the title"],
        &["create", "Never mind"],
        &[
            "update",
            "7",
            "--description",
            "Reads a file.\n\nSlowly.\nAnd surely.",
        ],
        &[
            "update",
            "8",
            "--criterion",
            "Keys work",
            "--criterion",
            "Keys expire",
        ],
    ] {
        sandbox.run(args).ok();
    }
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "work"]);
    for args in [
        &[
            "create",
            "Log out everywhere",
            "-T",
            "feature",
            "-p",
            "high",
            "-l",
            "auth",
        ][..],
        &["delete", "12", "--yes"],
        &["close", "1", "--resolution", "fixed", "--reason", "in 3f2a"],
        &["start", "2"],
        &["update", "3", "--priority", "critical"],
        &["update", "4", "--assignee", "Carol"],
        &[
            "update",
            "5",
            "--add-label",
            "theme",
            "--remove-label",
            "later",
        ],
        &["depend", "6", "7"],
        &["update", "7", "--description", "Reads a file.\n\nQuickly."],
        &["update", "8", "--check", "1"],
        &["comment", "9", "Seen with *two* windows <b>\nand one door"],
        &["archive", "10"],
        &["update", "11", "--title", "Typo in the title"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox.commit_all("work");
    sandbox
}

#[test]
fn twelve_kinds_of_change_are_told_to_people() {
    let sandbox = twelve_kinds();

    assert_snapshot!(sandbox.run(&["diff", "main..work"]), @"
    TICKET-1 Fix login bug
      status open → closed (fixed in 3f2a)
    TICKET-2 Write docs
      status open → in-progress
      assignee set to Alice Doe
    TICKET-3 Slow search
      priority medium → critical
    TICKET-4 Lost session
      assignee Bob → Carol
    TICKET-5 Dark mode
      label +theme -later
    TICKET-6 Export to CSV
      depends on +TICKET-7
    TICKET-7 Import from CSV
      description +1 -2 lines
    TICKET-8 Sign in with a key
      criterion checked: Keys work
    TICKET-9 Crash on start
      comment by Alice Doe: Seen with *two* windows <b> …
    TICKET-10 Old idea
      archived
    TICKET-11 Typo in the title
      title was Tpyo in the title
    TICKET-12 Never mind
      deleted
    TICKET-13 Log out everywhere
      created: type feature, status open, priority high, label +auth
    --- stderr
    1 created · 1 closed · 1 moved · 1 re-prioritised · 1 comment · 1 archived · 1 deleted · 6 edited
    ");
}

#[test]
fn twelve_kinds_of_change_are_told_to_a_pull_request() {
    let sandbox = twelve_kinds();

    let run = sandbox.run(&["diff", "main...", "--format", "markdown"]);
    assert_snapshot!(run, @r"
    **1 created · 1 closed · 1 moved · 1 re-prioritised · 1 comment · 1 archived · 1 deleted · 6 edited**

    ### Created

    - **TICKET-13** Log out everywhere: type feature, status open, priority high, label +auth

    ### Closed

    - **TICKET-1** Fix login bug: status open → closed (fixed in 3f2a)

    ### Moved

    - **TICKET-2** Write docs: status open → in-progress, assignee set to Alice Doe

    ### Re-prioritised

    - **TICKET-3** Slow search: priority medium → critical

    ### Commented

    - **TICKET-9** Crash on start: comment by Alice Doe: Seen with \*two\* windows &lt;b&gt; …

    ### Archived

    - **TICKET-10** Old idea: archived

    ### Deleted

    - **TICKET-12** Never mind

    ### Edited

    - **TICKET-4** Lost session: assignee Bob → Carol
    - **TICKET-5** Dark mode: label +theme -later
    - **TICKET-6** Export to CSV: depends on +TICKET-7
    - **TICKET-7** Import from CSV: description +1 -2 lines
    - **TICKET-8** Sign in with a key: criterion checked: Keys work
    - **TICKET-11** Typo in the title: title was Tpyo in the title
    ");
}

#[test]
fn twelve_kinds_of_change_are_told_to_programs() {
    let sandbox = twelve_kinds();

    let run = sandbox.run(&["diff", "main..", "--format", "json"]);
    assert_snapshot!(run, @r#"
    [
    {"record":"ticket","id":"TICKET-1","uid":"01M7W6C478AV7BZJ26205ZR7J2","title":"Fix login bug","change":"changed","from_id":null,"deeds":["closed"],"facts":[{"field":"status","change":"moved","from":"open","to":"closed","by":"Alice Doe","at":"2026-11-20T10:00:17Z","reason":"in 3f2a","transitions":[{"at":"2026-11-20T10:00:17Z","from":"open","to":"closed","by":"Alice Doe","reason":"in 3f2a"}]},{"field":"resolution","change":"set","from":null,"to":"fixed"}]},
    {"record":"ticket","id":"TICKET-2","uid":"01M7W6C56GHZPV6HKFH9XR3AC9","title":"Write docs","change":"changed","from_id":null,"deeds":["moved","edited"],"facts":[{"field":"status","change":"moved","from":"open","to":"in-progress","by":"Alice Doe","at":"2026-11-20T10:00:18Z","reason":null,"transitions":[{"at":"2026-11-20T10:00:18Z","from":"open","to":"in-progress","by":"Alice Doe"}]},{"field":"assignee","change":"set","from":null,"to":"Alice Doe"}]},
    {"record":"ticket","id":"TICKET-3","uid":"01M7W6C65RHB5E8X66D95SHC1G","title":"Slow search","change":"changed","from_id":null,"deeds":["reprioritised"],"facts":[{"field":"priority","change":"changed","from":"medium","to":"critical"}]},
    {"record":"ticket","id":"TICKET-4","uid":"01M7W6C750RDDC15SH9P9SEDQR","title":"Lost session","change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"assignee","change":"changed","from":"Bob","to":"Carol"}]},
    {"record":"ticket","id":"TICKET-5","uid":"01M7W6C848W0074GCXP8WN3QWS","title":"Dark mode","change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"labels","change":"members","added":["theme"],"removed":["later"]}]},
    {"record":"ticket","id":"TICKET-6","uid":"01M7W6C93G1QBG8K1WTZT3RSGW","title":"Export to CSV","change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"depends_on","change":"members","added":["TICKET-7"],"removed":[]}]},
    {"record":"ticket","id":"TICKET-7","uid":"01M7W6CA2R6RV9SA51CH3QTY01","title":"Import from CSV","change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"description","change":"text","from":"Reads a file.\n\nSlowly.\nAnd surely.","to":"Reads a file.\n\nQuickly.","lines_added":1,"lines_removed":2}]},
    {"record":"ticket","id":"TICKET-8","uid":"01M7W6CB20C1JC0BCABT3TZTK2","title":"Sign in with a key","change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"acceptance_criteria","change":"checked","id":"5gk7","text":"Keys work"}]},
    {"record":"ticket","id":"TICKET-9","uid":"01M7W6CC185Z5BQZVWB5Q2DKJ6","title":"Crash on start","change":"changed","from_id":null,"deeds":["commented"],"facts":[{"field":"comment","change":"added","id":"tbr8","by":"Alice Doe","at":"2026-11-20T10:00:25Z","text":"Seen with *two* windows <b>\nand one door"}]},
    {"record":"ticket","id":"TICKET-10","uid":"01M7W6CD0G62EM6AJWT9X6P4X1","title":"Old idea","change":"changed","from_id":null,"deeds":["archived"],"facts":[{"field":"archived_at","change":"set","from":null,"to":"2026-11-20T10:00:26Z"}]},
    {"record":"ticket","id":"TICKET-11","uid":"01M7W6CDZRHW1Z105A4TETH92Q","title":"Typo in the title","change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"title","change":"changed","from":"Tpyo in the title","to":"Typo in the title"}]},
    {"record":"ticket","id":"TICKET-12","uid":"01M7W6CEZ0HBZN8973VTQKD83H","title":"Never mind","change":"deleted","from_id":null,"deeds":["deleted"],"facts":[]},
    {"record":"ticket","id":"TICKET-13","uid":"01M7W6CHWRJ83H8PGHSB4RAS2B","title":"Log out everywhere","change":"created","from_id":null,"deeds":["created"],"facts":[{"field":"type","change":"set","from":null,"to":"feature"},{"field":"status","change":"set","from":null,"to":"open"},{"field":"priority","change":"set","from":null,"to":"high"},{"field":"labels","change":"members","added":["auth"],"removed":[]}]}
    ]
    "#);
}

#[test]
fn the_working_tree_is_compared_with_the_current_commit() {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Write docs"]);
    sandbox.commit_all("base");
    assert_snapshot!(sandbox.run(&["diff", "--exit-code"]), @"
    --- stderr
    nothing differs
    ");

    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["comment", "2", "Soon"]).ok();
    sandbox.run(&["create", "Third"]).ok();
    assert_snapshot!(sandbox.run(&["diff", "--exit-code"]), @"
    TICKET-1 Fix login
      status open → closed
    TICKET-2 Write docs
      comment by Alice Doe: Soon
    TICKET-3 Third
      created: type task, status open, priority medium
    --- stderr
    1 created · 1 closed · 1 comment
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["diff", "2"]), @"
    TICKET-2 Write docs
      comment by Alice Doe: Soon
    --- stderr
    1 comment
    ");
    assert_snapshot!(sandbox.run(&["diff", "HEAD", "third", "--quiet"]), @"
    TICKET-3 Third
      created: type task, status open, priority medium
    ");
    assert_snapshot!(sandbox.run(&["diff", "HEAD..", "--format", "json"]), @"[]");
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);

    assert_snapshot!(sandbox.run(&["diff"]), @"
    TICKET-1 Fix login
      created: type task, status open, priority medium
    config
      format set to 1
      ids set to sequential
      prefix set to TICKET
    --- stderr
    1 created · 3 settings
    ");
}

#[test]
fn three_dots_leave_out_what_the_other_side_did() {
    let sandbox = Sandbox::with_tickets(&["Ours", "Theirs"]);
    sandbox.commit_all("base");
    sandbox.git(&["branch", "work"]);
    sandbox.run(&["close", "2"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "work"]);
    sandbox.run(&["close", "1"]).ok();
    sandbox.commit_all("ours");

    assert_snapshot!(sandbox.run(&["diff", "main..work"]), @"
    TICKET-1 Ours
      status open → closed
    TICKET-2 Theirs
      status closed → open
    --- stderr
    1 closed · 1 reopened
    ");
    assert_snapshot!(sandbox.run(&["diff", "main...work"]), @"
    TICKET-1 Ours
      status open → closed
    --- stderr
    1 closed
    ");
}

#[test]
fn a_renumbered_ticket_is_one_change_and_two_of_one_key_are_two() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.run(&["comment", "1", "Said once"]).ok();
    sandbox.commit_all("base");
    let old = sandbox.file_of("TICKET-1");
    let new = old.replace("TICKET-1", "TICKET-9");
    let text = sandbox
        .read(&old)
        .replace("id: TICKET-1", "id: TICKET-9\naliases:\n  - TICKET-1");
    sandbox.git(&["mv", &old, &new]);
    sandbox.git(&[
        "mv",
        old.trim_end_matches(".yaml"),
        new.trim_end_matches(".yaml"),
    ]);
    sandbox.write(&new, text);

    assert_snapshot!(sandbox.run(&["diff"]), @"
    TICKET-9 Fix login
      renumbered from TICKET-1
    --- stderr
    1 renumbered
    ");
    assert_snapshot!(sandbox.run(&["diff", "TICKET-1", "--format", "json"]), @r#"
    [
    {"record":"ticket","id":"TICKET-9","uid":"01M7W6C478AV7BZJ26205ZR7J2","title":"Fix login","change":"renumbered","from_id":"TICKET-1","deeds":["renumbered"],"facts":[]}
    ]
    "#);
}

#[test]
fn settings_are_told_by_their_names() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.commit_all("base");
    sandbox
        .run(&["config", "set", "defaults.priority", "high"])
        .ok();
    sandbox.run(&["config", "set", "labels", "ui, auth"]).ok();

    assert_snapshot!(sandbox.run(&["diff"]), @"
    config
      defaults.priority set to high
      labels +ui +auth
    --- stderr
    2 settings
    ");
    assert_snapshot!(sandbox.run(&["diff", "--format", "markdown"]), @"
    **2 settings**

    ### Settings

    - defaults.priority set to high
    - labels +ui +auth
    ");
    assert_snapshot!(sandbox.run(&["diff", "--format", "json"]), @r#"
    [
    {"record":"config","id":"config","uid":null,"title":null,"change":"changed","from_id":null,"deeds":["edited"],"facts":[{"field":"defaults.priority","change":"set","from":null,"to":"high"},{"field":"labels","change":"members","added":["ui","auth"],"removed":[]}]}
    ]
    "#);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_told() {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Write docs"]);
    let broken = sandbox.file_of("TICKET-1");
    let whole = sandbox.read(&broken);
    sandbox.write(&broken, "<<<<<<< ours\n");
    sandbox.commit_all("broken");
    sandbox.write(&broken, whole);
    sandbox.run(&["close", "2"]).ok();
    sandbox.commit_all("mended");

    let run = sandbox.run(&["diff", "HEAD~..HEAD"]);
    let commit = sandbox.git(&["rev-parse", "HEAD~"]);
    let shown = run.to_string().replace(&commit[..12], "[COMMIT]");
    assert_snapshot!(shown, @"
    TICKET-2 Write docs
      status open → closed
    --- stderr
    warning: `[COMMIT]:.tickets/tickets/00/TICKET-1-fix-login.yaml` line 1: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    1 closed
    ");
    sandbox.write(&broken, "title: [\n");
    assert_snapshot!(sandbox.run(&["diff"]), @"
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-fix-login.yaml` line 2: column 1: did not find expected node content
    nothing differs
    ");
}

#[test]
fn what_changes_no_fact_is_no_difference() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.commit_all("base");
    let file = sandbox.file_of("TICKET-1");
    let text = format!("# a comment\n{}", sandbox.read(&file));
    sandbox.write(&file, text);

    assert_snapshot!(sandbox.run(&["diff", "--exit-code"]), @"
    --- stderr
    nothing differs
    ");
}

#[test]
fn titles_steer_neither_the_terminal_nor_the_forge() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("base");
    sandbox
        .run(&["create", "<img src=x> [a](b) @alice #12 `x` *y*"])
        .ok();
    let file = sandbox.file_of("TICKET-1");
    let text = sandbox.read(&file);
    sandbox.write(&file, format!("{text}odd: \"\\e[31mred\"\n"));

    assert_snapshot!(sandbox.run(&["diff"]), @"
    TICKET-1 <img src=x> [a](b) @alice #12 `x` *y*
      created: type task, status open, priority medium, odd  [31mred
    --- stderr
    1 created
    ");
    assert_snapshot!(sandbox.run(&["diff", "--format", "markdown"]), @r"
    **1 created**

    ### Created

    - **TICKET-1** &lt;img src=x&gt; \[a\](b) @<!-- -->alice #<!-- -->12 \`x\` \*y\*: type task, status open, priority medium, odd  \[31mred
    ");
    assert!(
        !sandbox
            .run(&["diff", "--format", "json"])
            .stdout
            .contains('\u{1b}')
    );
}

#[test]
fn what_is_no_revision_and_no_ticket_is_refused() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.commit_all("base");

    assert_snapshot!(sandbox.run(&["diff", "nowhere"]), @"
    --- stderr
    error: no revision `nowhere`
      hint: name a branch, a tag or a commit
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["diff", "main..nowhere"]), @"
    --- stderr
    error: no revision `nowhere`
      hint: name a branch, a tag or a commit
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["diff", "TICKET-9"]), @"
    --- stderr
    error: no ticket `TICKET-9`
      hint: did you mean `TICKET-1`?
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["list", "--format", "markdown"]), @"
    --- stderr
    error: this command has no form `markdown`
      hint: `diff`, `changelog`, `report` and `requirements matrix` have it
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["close", "1", "--format", "markdown"]), @"
    --- stderr
    error: this command has no form `markdown`
      hint: `diff`, `changelog`, `report` and `requirements matrix` have it
    --- exit 2
    ");
    assert_eq!(sandbox.ticket("1")["status"], "open");
}

#[test]
fn a_plain_folder_has_no_history_to_compare_with() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init"]).ok();

    assert_snapshot!(sandbox.run(&["diff"]), @"
    --- stderr
    error: `[ROOT]/repo` is under no version control
      hint: git, Mercurial or Jujutsu keep a history
    --- exit 2
    ");
}

#[test]
fn a_bare_repository_compares_two_revisions() {
    let sandbox = twelve_kinds();
    let bare = sandbox.root().join("bare.git");
    sandbox.git(&[
        "clone",
        "--quiet",
        "--bare",
        ".",
        &bare.display().to_string(),
    ]);

    let run = sandbox.run_in(&bare, &["diff", "main...work", "TICKET-1"]);
    assert_snapshot!(run, @"
    TICKET-1 Fix login bug
      status open → closed (fixed in 3f2a)
    --- stderr
    1 closed
    ");
    assert_snapshot!(sandbox.run_in(&bare, &["changelog", "main..work", "--quiet"]), @"
    ## Bug

    - **TICKET-1** Fix login bug
    ");
    assert_snapshot!(sandbox.run_in(&bare, &["diff"]), @"
    --- stderr
    error: the git repository `[ROOT]/bare.git` has no working tree here
      hint: reading commands take `--rev`
    --- exit 6
    ");
}
