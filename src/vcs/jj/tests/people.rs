//! Who works, by jj's configuration and then by git's.

use std::fs;
use std::path::Path;

use crate::vcs::ConfigScope;
use crate::vcs::Environment;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::discover;
use crate::vcs::jj::bench::JjBench;
use crate::vcs::jj::bench::check_error;
use crate::vcs::jj::tests::writer::Place;

/// git's configuration where it is beside jj.
const BESIDE: &str = ".git/config";

/// git's configuration where it is inside of jj.
const INSIDE: &str = ".jj/repo/store/git/config";

/// Returns the environment of somebody whose home is the bench's.
fn at_home(bench: &JjBench) -> Environment {
    Environment {
        home: Some(bench.home()),
        config_home: Some(bench.home().join("config")),
        config_scope: ConfigScope::Machine,
        ..bench.environment()
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::File::create(path).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
}

/// Names somebody in the configuration of the git repository behind the bench's, which goes before the machine's.
fn name_in_git(bench: &JjBench, config: &str) {
    let path = bench.root().join(config);
    let before = fs::read_to_string(&path).unwrap();
    let text = format!("{before}[user]\n\tname = Git\n\temail = git@example.com\n");
    write(&path, &text);
}

fn named(name: &str) -> String {
    format!("user.name = \"{name}\"\nuser.email = \"{name}@example.com\"\n")
}

#[track_caller]
fn check(bench: &JjBench, environment: &Environment, expected: Option<&str>) {
    let user = discover(&bench.root(), environment)
        .unwrap()
        .user()
        .unwrap();
    let shown = user.map(|user| format!("{} <{}>", user.name, user.email.unwrap_or_default()));
    assert_eq!(shown.as_deref(), expected);
}

#[test]
fn nearer_configuration_goes_before_farther() {
    let bench = JjBench::new(Place::Alone);
    let environment = at_home(&bench);
    let check = |path: &str, name: &str| {
        write(&bench.home().join(path), &named(name));
        let expected = format!("{name} <{name}@example.com>");
        check(&bench, &environment, Some(&expected));
    };

    check(".jjconfig.toml", "home");
    check("config/jj/config.toml", "xdg");
    check("config/jj/conf.d/b.toml", "folder");
    check("main/.jj/repo/config.toml", "repository");
    check("main/.jj/workspace-config.toml", "workspace");
}

#[test]
fn variables_go_before_files() {
    let bench = JjBench::new(Place::Alone);
    write(&bench.home().join(".jjconfig.toml"), &named("home"));
    let environment = Environment {
        jj_user: Some(String::from("variable")),
        ..at_home(&bench)
    };

    check(&bench, &environment, Some("variable <home@example.com>"));
}

#[test]
fn a_named_configuration_replaces_the_users() {
    let bench = JjBench::new(Place::Alone);
    write(&bench.home().join(".jjconfig.toml"), &named("home"));
    let named_file = bench.home().join("named.toml");
    write(&named_file, &named("named"));
    let mut environment = Environment {
        jj_config: Some(vec![named_file, bench.home().join("missing.toml")]),
        ..at_home(&bench)
    };

    check(&bench, &environment, Some("named <named@example.com>"));
    environment.jj_config = Some(Vec::new());
    name_in_git(&bench, INSIDE);
    check(&bench, &environment, Some("Git <git@example.com>"));
}

#[test]
fn only_the_repositorys_configuration_counts_when_told_so() {
    let bench = JjBench::new(Place::Alone);
    write(&bench.home().join(".jjconfig.toml"), &named("home"));
    let environment = Environment {
        config_scope: ConfigScope::Repository,
        ..at_home(&bench)
    };

    check(&bench, &environment, None);
    write(
        &bench.root().join(".jj/repo/config.toml"),
        &named("repository"),
    );
    check(
        &bench,
        &environment,
        Some("repository <repository@example.com>"),
    );
}

#[test]
fn the_repositorys_settings_are_found_where_jj_keeps_them_now() {
    let bench = JjBench::new(Place::Alone);
    let id = "0123456789abcdef0123";
    write(&bench.root().join(".jj/repo/config-id"), id);
    let path = format!("config/jj/repos/{id}/config.toml");
    write(&bench.home().join(path), &named("kept"));

    check(&bench, &at_home(&bench), Some("kept <kept@example.com>"));
    write(
        &bench.root().join(".jj/repo/config-id"),
        "../../../escape/now",
    );
    name_in_git(&bench, INSIDE);
    check(&bench, &at_home(&bench), Some("Git <git@example.com>"));
}

#[test]
fn settings_for_other_places_do_not_count() {
    let bench = JjBench::new(Place::Alone);
    let text = format!(
        "[[--scope]]\n--when.repositories = [\"~/elsewhere\"]\n{}\
         [[--scope]]\n--when.repositories = [\"~/main\"]\n{}",
        named("elsewhere"),
        named("here"),
    );
    write(&bench.home().join(".jjconfig.toml"), &text);

    check(&bench, &at_home(&bench), Some("here <here@example.com>"));
}

#[test]
fn git_names_somebody_where_jj_does_not() {
    for (place, config) in [(Place::BesideGit, BESIDE), (Place::Alone, INSIDE)] {
        let bench = JjBench::new(place);
        name_in_git(&bench, config);
        check(&bench, &bench.environment(), Some("Git <git@example.com>"));

        write(
            &bench.root().join(".jj/repo/config.toml"),
            "user.name = \"jj\"\n",
        );
        check(&bench, &bench.environment(), Some("jj <>"));
    }
}

#[test]
fn a_malformed_configuration_is_an_error_that_names_the_repository() {
    let mut bench = JjBench::new(Place::Alone);
    bench.write(".jj/repo/config.toml", Some(b"user.name = ["));
    let vcs = bench.open(&bench.root());

    for result in [vcs.user().map(drop), vcs.tips().map(drop)] {
        check_error(
            result,
            &bench.home(),
            "cannot open the repository `~/main/.jj/repo`",
        );
    }
}
