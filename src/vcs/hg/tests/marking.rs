//! Who works, on which branch or bookmark, and which of them there are.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::vcs::ConfigScope;
use crate::vcs::Environment;
use crate::vcs::Tip;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::discover;
use crate::vcs::hg::bench::HgBench;
use crate::vcs::hg::bench::tip_names;

fn branch(bench: &HgBench) -> String {
    let vcs = bench.open_without_hg(&bench.root());
    vcs.branch().unwrap().unwrap()
}

#[test]
fn an_active_bookmark_goes_before_the_named_branch() {
    let bench = HgBench::with_ticket();
    bench.hg(&["branch", "feature/ünï code"]);
    assert_eq!(branch(&bench), "feature/ünï code");

    bench.hg(&["bookmark", "März"]);
    assert_eq!(branch(&bench), "März");
    bench.hg(&["bookmark", "--inactive"]);
    assert_eq!(branch(&bench), "feature/ünï code");
}

#[test]
fn a_bookmark_that_was_deleted_elsewhere_is_not_current() {
    let mut bench = HgBench::with_ticket();
    bench.hg(&["bookmark", "here"]);
    bench.write(".hg/bookmarks", Some(b""));

    assert_eq!(branch(&bench), "default");
}

#[test]
fn bookmarks_may_be_those_of_the_source_or_of_the_share() {
    let bench = HgBench::with_ticket();
    let own = bench.share("own", &[]);
    let shared = bench.share("shared", &["--bookmarks"]);
    bench.hg(&["bookmark", "here"]);

    assert_eq!(tip_names(&*bench.open(&bench.root())), ["default", "here"]);
    assert_eq!(tip_names(&*bench.open(&own)), ["default"]);
    assert_eq!(tip_names(&*bench.open(&shared)), ["default", "here"]);
    // Each remembers its own answer.
    for (root, count) in [(bench.root(), 2), (own, 1), (shared.clone(), 2)] {
        assert_eq!(bench.open_without_hg(&root).tips().unwrap().len(), count);
    }

    bench.hg(&[
        "--cwd",
        shared.to_str().unwrap(),
        "update",
        "--quiet",
        "here",
    ]);
    let vcs = bench.open_without_hg(&shared);
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("here"));
}

#[test]
fn bookmarks_may_be_kept_in_the_store() {
    let bench = HgBench::new();
    let root = bench.home().join("store");
    let places = ["--config=format.bookmarks-in-store=yes", "init"];
    bench.hg(&[&places[..], &[root.to_str().unwrap()]].concat());
    let at = root.to_str().unwrap();
    bench.hg(&["--cwd", at, "bookmark", "here"]);

    let vcs = bench.open_without_hg(&root);
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("here"));
    // It stands at no commit yet.
    assert_eq!(bench.open(&root).tips().unwrap(), []);
}

#[test]
fn closed_branches_are_no_tips() {
    let mut bench = HgBench::with_ticket();
    bench.hg(&["branch", "closed"]);
    bench.commit(&["a.txt"]);
    assert_eq!(
        tip_names(&*bench.open(&bench.root())),
        ["closed", "default"]
    );

    bench.hg(&["commit", "--close-branch", "--message=close", "--user=x"]);
    assert_eq!(tip_names(&*bench.open(&bench.root())), ["default"]);
}

#[test]
fn a_branch_with_two_heads_has_two_tips() {
    let mut bench = HgBench::with_ticket();
    let base = bench.open(&bench.root()).head().unwrap().unwrap();
    let older = bench.commit(&["a.txt"]).unwrap();
    bench.hg(&["update", "--quiet", &base]);
    let newer = bench.commit(&["b.txt"]).unwrap();
    let vcs = bench.open(&bench.root());

    let mut expected = [
        Tip {
            name: String::from("default"),
            revision: newer.clone(),
        },
        Tip {
            name: older[..12].to_owned(),
            revision: older,
        },
    ];
    expected.sort();
    let tips = vcs.tips().unwrap();
    assert_eq!(tips, expected);
    for tip in tips {
        assert_eq!(vcs.resolve(&tip.name).unwrap(), tip.revision);
    }
}

#[test]
fn bookmarks_of_other_clones_are_tips_once_they_are_fetched() {
    let bench = HgBench::with_ticket();
    let id = bench.open(&bench.root()).head().unwrap().unwrap();
    let unknown = "0123456789".repeat(4);
    let clone = bench.home().join("clone");
    bench.hg(&["bookmark", "März"]);
    let remember = "--config=experimental.remotenames=yes";
    let places = [bench.root(), clone.clone()];
    let places = places.each_ref().map(|path| path.to_str().unwrap());
    bench.hg(&[remember, "clone", "--quiet", places[0], places[1]]);
    let memory = clone.join(".hg/logexchange/bookmarks");
    let text = std::fs::read_to_string(&memory).unwrap();
    assert_eq!(text.matches("März").count(), 1, "{text}");
    let more = format!("{text}{unknown}\0default\0never\n");
    let mut file = std::fs::File::create(&memory).unwrap();
    std::io::Write::write_all(&mut file, more.as_bytes()).unwrap();
    drop(file);

    let tips = bench.open(&clone).tips().unwrap();
    let remote: Vec<&Tip> = tips.iter().filter(|tip| tip.name.contains("/")).collect();
    assert_eq!(remote.len(), 1, "{tips:?}");
    assert_eq!(remote[0].name, "default/März");
    assert_eq!(remote[0].revision, id);
}

#[test]
fn the_user_is_found_in_the_order_of_hg() {
    let mut bench = HgBench::new();
    let name = |environment: &Environment| {
        let vcs = discover(&bench.root(), environment).unwrap();
        vcs.user().unwrap().map(|user| user.name)
    };
    let home = bench.home();
    let mut environment = Environment {
        config_scope: ConfigScope::Machine,
        home: Some(home.clone()),
        hgrc_path: Some(OsString::new()),
        ..bench.environment()
    };
    let says = |user: &str| format!("[ui]\nusername = {user}\n").into_bytes();
    assert_eq!(name(&environment), None);
    environment.email = Some(String::from("mail@example.com"));
    assert_eq!(name(&environment).as_deref(), Some("mail"));

    for (file, user) in [
        (home.join(".hgrc"), "home"),
        (home.join(".config/hg/hgrc"), "config"),
        (bench.root().join(".hg/hgrc"), "repository"),
        (bench.root().join(".hg/hgrc-not-shared"), "own"),
    ] {
        environment.hgrc_path = None;
        write(file, &says(user));
        assert_eq!(name(&environment).as_deref(), Some(user));
    }
    environment.hg_user = Some(String::from("Variable <v@example.com>"));
    assert_eq!(name(&environment).as_deref(), Some("Variable"));
    bench.set_user("Alice", None);
}

#[test]
fn named_files_go_instead_of_the_usual_ones() {
    let bench = HgBench::new();
    let home = bench.home();
    write(home.join(".hgrc"), b"[ui]\nusername = home\n");
    write(home.join("rc/b.rc"), b"[ui]\nusername = b\n");
    write(home.join("rc/a.rc"), b"[ui]\nusername = a\n");
    write(home.join("rc/c"), b"[ui]\nusername = c\n");
    let user = |paths: &str, config_scope| {
        let environment = Environment {
            config_scope,
            home: Some(home.clone()),
            hgrc_path: Some(OsString::from(paths)),
            ..bench.environment()
        };
        let vcs = discover(&bench.root(), &environment).unwrap();
        vcs.user().unwrap().map(|user| user.name)
    };
    let folder = home.join("rc").display().to_string();
    let file = home.join("rc/c").display().to_string();

    assert_eq!(user(&folder, ConfigScope::Machine).as_deref(), Some("b"));
    let both = std::env::join_paths([&folder, &file]).unwrap();
    let both = both.to_str().unwrap();
    assert_eq!(user(both, ConfigScope::Machine).as_deref(), Some("c"));
    assert_eq!(user("", ConfigScope::Machine), None);
    assert_eq!(user(&folder, ConfigScope::Repository), None);
}

#[test]
fn a_share_knows_the_user_of_its_source() {
    let mut bench = HgBench::with_ticket();
    bench.set_user("Alice", None);
    let root = bench.share("share", &["--relative"]);
    let name = || {
        let vcs = bench.open_without_hg(&root);
        vcs.user().unwrap().map(|user| user.name)
    };

    assert_eq!(name().as_deref(), Some("Alice"));
    write(root.join(".hg/hgrc"), b"[ui]\nusername = Bob\n");
    assert_eq!(name().as_deref(), Some("Bob"));
}

fn write(path: PathBuf, content: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = std::fs::File::create(path).unwrap();
    std::io::Write::write_all(&mut file, content).unwrap();
}
