//! The recipes for forges in `examples/`: their commands are run, with the forge's own programs played.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::path::PathBuf;

use insta::assert_snapshot;
use serde_yaml::Value;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// A clone whose branch closes a ticket, as a forge checks it out.
fn pull_request() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix login bug", "Other"]);
    sandbox.commit_all("begin");
    sandbox.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    sandbox.git(&["checkout", "--quiet", "-b", "feature"]);
    sandbox.run(&["close", "1", "--resolution", "fixed"]).ok();
    sandbox.commit_all("Fixes TICKET-1");
    sandbox
}

fn recipe(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The scripts of the recipe's steps, in their order.
fn github_steps() -> Vec<String> {
    let recipe = recipe("github-pull-request.yml");
    let steps = recipe["jobs"]["tickets"]["steps"].as_sequence().unwrap();
    steps
        .iter()
        .filter_map(|step| Some(step.get("run")?.as_str()?.to_owned()))
        .collect()
}

fn gitlab_steps() -> Vec<String> {
    let recipe = recipe("gitlab-merge-request.yml");
    let job = &recipe["tickets"];
    ["before_script", "script"]
        .iter()
        .flat_map(|part| job[*part].as_sequence().unwrap())
        .map(|line| line.as_str().unwrap().to_owned())
        .collect()
}

/// A folder of programs for the search path: ours, and one for each name that writes down how it is called.
fn programs(sandbox: &Sandbox, played: &[&str]) -> PathBuf {
    let folder = sandbox.root().join("programs");
    fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tickets"), folder.join("tickets")).unwrap();
    for name in played {
        let path = folder.join(name);
        let script = format!("#!/bin/sh\necho {name} \"$@\" >> \"$PLAYED\"\n");
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

fn run_step(sandbox: &Sandbox, script: &str, variables: &[(&str, &str)]) -> Run {
    let folder = sandbox.root().join("programs");
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display());
    let played = sandbox.root().join("played");
    let mut all = vec![
        ("PATH", path.as_str()),
        ("PLAYED", played.to_str().unwrap()),
    ];
    all.extend(variables);
    let mut command = sandbox.isolated("sh");
    command
        .args(["-c", &format!("set -e\n{script}")])
        .current_dir(sandbox.repo())
        .envs(all);
    sandbox.finish(command)
}

fn played(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.root().join("played")).unwrap()
}

#[test]
fn the_github_recipe_comments_and_checks() {
    let sandbox = pull_request();
    programs(&sandbox, &["cargo", "gh"]);
    let summary = sandbox.root().join("summary");
    let variables = [
        ("BASE", "main"),
        ("NUMBER", "7"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("TICKETS_SOURCE", "https://git.example.org/tickets.git"),
    ];
    for step in github_steps() {
        let run = run_step(&sandbox, &step, &variables);
        assert_eq!(run.code, Some(0), "{step}: {run}");
    }

    assert_snapshot!(played(&sandbox), @r"
    cargo install --locked --git https://git.example.org/tickets.git
    gh pr comment 7 --body-file tickets.md --edit-last --create-if-none
    ");
    let markdown = fs::read_to_string(&summary).unwrap();
    assert_eq!(markdown, sandbox.read("tickets.md"));
    assert_snapshot!(markdown, @"
    **1 closed**

    ### Closed

    - **TICKET-1** Fix login bug: status open → closed (fixed)
    ");

    sandbox.write(".tickets/tickets/00/TICKET-9-broken.yaml", "id: [");
    let check = github_steps().pop().unwrap();
    assert_eq!(run_step(&sandbox, &check, &variables).code, Some(6));
}

#[test]
fn the_gitlab_recipe_comments_and_checks() {
    let sandbox = pull_request();
    programs(&sandbox, &["cargo", "curl"]);
    let variables = [
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("CI_API_V4_URL", "https://gitlab.example.org/api/v4"),
        ("CI_PROJECT_ID", "5"),
        ("CI_MERGE_REQUEST_IID", "7"),
        ("NOTES_TOKEN", "secret"),
        ("TICKETS_SOURCE", "https://git.example.org/tickets.git"),
    ];
    for step in gitlab_steps() {
        let run = run_step(&sandbox, &step, &variables);
        assert_eq!(run.code, Some(0), "{step}: {run}");
    }

    assert_snapshot!(played(&sandbox), @r"
    cargo install --locked --git https://git.example.org/tickets.git
    curl --fail --silent --header PRIVATE-TOKEN: secret --data-urlencode body@tickets.md https://gitlab.example.org/api/v4/projects/5/merge_requests/7/notes
    ");
    assert!(sandbox.read("tickets.md").contains("TICKET-1"));
}
