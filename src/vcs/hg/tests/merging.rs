//! Merges of all kinds that are under way, as only Mercurial has them.

use crate::domain::Timestamp;
use crate::vcs::NewCommit;
use crate::vcs::Unmerged;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::hg::bench::HgBench;

/// Two commits on one base that change the same line; the working tree is at the second one.
struct Clash {
    bench: HgBench,
    other: String,
    own: String,
}

impl Clash {
    fn new() -> Self {
        let mut bench = HgBench::new();
        let file = |text| [("a.txt", Some(text))];
        let base = bench.record(&file("1\n"), "base").unwrap();
        let other = bench.record(&file("other\n"), "other").unwrap();
        bench.hg(&["update", "--quiet", &base]);
        let own = bench.record(&file("own\n"), "own").unwrap();
        Self { bench, other, own }
    }

    fn open(&self) -> Box<dyn Vcs> {
        self.bench.open(&self.bench.root())
    }
}

fn told(file: &Unmerged) -> String {
    let shown = |content: &Option<Vec<u8>>| match content {
        Some(content) => String::from_utf8_lossy(content).trim().to_owned(),
        None => String::from("-"),
    };
    let sides: Vec<String> = file.sides.iter().map(|side| shown(&side.content)).collect();
    format!(
        "{}: {} -> {}",
        file.path,
        shown(&file.bases[0]),
        sides.join(" | ")
    )
}

fn commit(vcs: &dyn Vcs) -> Result<String, VcsError> {
    let author = User {
        name: String::from("A"),
        email: None,
    };
    vcs.commit(&NewCommit {
        paths: &[String::from("a.txt")],
        message: "message",
        author: &author,
        at: Timestamp::new(chrono::DateTime::UNIX_EPOCH),
    })
}

#[track_caller]
fn check_under_way(clash: &Clash, other: &str, local: &str, texts: &str, refusal: &str) {
    let vcs = clash.open();
    assert_eq!(vcs.incoming().unwrap(), [other]);
    let unmerged = vcs.unmerged("").unwrap();
    assert_eq!(unmerged.iter().map(told).collect::<Vec<_>>(), [texts]);
    let revisions = unmerged[0]
        .sides
        .iter()
        .map(|side| side.revision.as_deref());
    assert_eq!(revisions.collect::<Vec<_>>(), [Some(local), Some(other)]);
    assert_eq!(commit(&*vcs).unwrap_err().to_string(), refusal);

    vcs.mark_resolved(&[String::from("a.txt")]).unwrap();
    assert_eq!(vcs.unmerged("").unwrap(), []);
    assert_eq!(vcs.incoming().unwrap(), [other]);
}

#[test]
fn a_merge_is_under_way_until_it_is_committed() {
    let clash = Clash::new();
    clash
        .bench
        .fail(&["merge", "--tool=internal:merge", &clash.other]);

    check_under_way(
        &clash,
        &clash.other,
        &clash.own,
        "a.txt: 1 -> own | other",
        "cannot commit: a merge is under way, which Mercurial only commits whole",
    );
    clash.bench.hg(&["commit", "--message=merge", "--user=x"]);
    assert_eq!(clash.open().incoming().unwrap(), Vec::<String>::new());
}

#[test]
fn a_graft_brings_its_commit_in() {
    let clash = Clash::new();
    clash
        .bench
        .fail(&["graft", "--tool=internal:merge", &clash.other]);

    check_under_way(
        &clash,
        &clash.other,
        &clash.own,
        "a.txt: 1 -> own | other",
        "cannot commit: a graft is under way",
    );
    clash.bench.hg(&["graft", "--stop"]);
    assert_eq!(clash.open().incoming().unwrap(), Vec::<String>::new());
}

#[test]
fn a_rebase_brings_the_moved_commit_in() {
    let clash = Clash::new();
    let rebase = [
        "--config=extensions.rebase=",
        "rebase",
        "--tool=internal:merge",
    ];
    clash
        .bench
        .fail(&[&rebase[..], &["--dest", &clash.other]].concat());

    check_under_way(
        &clash,
        &clash.own,
        &clash.other,
        "a.txt: 1 -> other | own",
        "cannot commit: a rebase is under way",
    );
    clash
        .bench
        .hg(&["--config=extensions.rebase=", "rebase", "--abort"]);
    assert_eq!(clash.open().incoming().unwrap(), Vec::<String>::new());
}

#[test]
fn what_an_update_clashes_with_was_never_committed() {
    let mut clash = Clash::new();
    clash.bench.write("a.txt", Some(b"only here\n"));
    let update = ["update", "--merge", "--tool=internal:merge", &clash.other];
    clash.bench.fail(&update);

    let vcs = clash.open();
    let unmerged = vcs.unmerged("").unwrap();
    let texts: Vec<String> = unmerged.iter().map(told).collect();
    assert_eq!(texts, ["a.txt: own -> only here | other"]);
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
    assert_eq!(
        commit(&*vcs).unwrap_err().to_string(),
        "cannot commit: files of a merge are still open"
    );
}

#[test]
fn a_renamed_file_is_found_on_the_other_side() {
    let mut bench = HgBench::new();
    let base = bench.record(&[("old.txt", Some("1\n"))], "base").unwrap();
    bench.hg(&["rename", "old.txt", "new.txt"]);
    let other = bench
        .record(&[("new.txt", Some("other\n"))], "other")
        .unwrap();
    bench.hg(&["update", "--quiet", &base]);
    bench.record(&[("old.txt", Some("own\n"))], "own");
    bench.fail(&["merge", "--tool=internal:merge", &other]);

    let unmerged = bench.open(&bench.root()).unmerged("").unwrap();
    let texts: Vec<String> = unmerged.iter().map(told).collect();
    assert_eq!(texts, ["new.txt: 1 -> own | other"]);
}

#[test]
fn labels_are_branches_or_the_starts_of_ids() {
    let clash = Clash::new();
    clash
        .bench
        .fail(&["merge", "--tool=internal:merge", &clash.other]);
    let labels = || {
        let unmerged = clash.open().unmerged("").unwrap();
        let sides = unmerged[0].sides.iter();
        sides.map(|side| side.label.clone()).collect::<Vec<_>>()
    };

    assert_eq!(labels(), [&clash.own[..12], &clash.other[..12]]);
    clash.bench.hg(&["bookmark", "--rev", &clash.other, "März"]);
    assert_eq!(labels(), ["default", "März"]);
}

#[test]
fn a_damaged_merge_state_is_named() {
    let mut bench = HgBench::with_ticket();
    bench.write(".hg/merge/state2", Some(b"L\0\0\0\xffshort"));

    let error = bench.open(&bench.root()).unmerged("").unwrap_err();
    let text = error
        .to_string()
        .replace(&bench.home().display().to_string(), "~");
    assert_eq!(
        text,
        "`~/main/.hg/merge/state2` is damaged: it is no list of open files"
    );
}
