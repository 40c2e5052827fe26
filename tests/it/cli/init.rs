//! `tickets init`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn a_project_is_a_settings_file() {
    let sandbox = Sandbox::repository();

    assert_snapshot!(sandbox.run(&["init"]), @r#"
    --- stderr
    Initialised [ROOT]/repo/.tickets
    next: `tickets create "What is to be done"`
    git now merges tickets by their fields: `.git/config`
    "#);
    assert_eq!(
        sandbox.files_below(".tickets"),
        [".tickets/.gitattributes", ".tickets/config.yaml"]
    );
    assert_snapshot!(sandbox.read(".tickets/config.yaml"), @"
    # Settings of this project; `tickets config list` shows all there are.

    format: 1

    prefix: TICKET

    ids: sequential
    ");
    assert_eq!(sandbox.git(&["status", "--short"]), "?? .tickets/\n");
}

#[test]
fn a_second_init_changes_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["init"]), @"
    --- stderr
    [ROOT]/repo/.tickets is there already; nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["init", "--prefix", "APP"]), @"
    --- stderr
    error: there is a project here already, with other settings
      hint: `tickets config set prefix …` changes the keys of new tickets
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn prefix_and_ids_are_chosen() {
    let sandbox = Sandbox::repository();
    sandbox
        .run(&["init", "--prefix", "app", "--ids", "random"])
        .ok();

    assert_snapshot!(sandbox.run(&["create", "One"]), @"APP-e2f4");
    assert_snapshot!(Sandbox::repository().run(&["init", "--prefix", "a-b"]), @"
    --- stderr
    error: invalid value 'a-b' for '--prefix <PREFIX>': `a-b` is not a prefix: a letter, then up to 15 letters or digits

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn a_plain_folder_ignores_its_private_files() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init"]).ok();
    sandbox.run(&["create", "One"]).ok();

    assert_eq!(sandbox.read(".tickets/.local/.gitignore"), "*\n");
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-1"]);
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn a_dry_run_makes_nothing() {
    let sandbox = Sandbox::repository();

    sandbox.run(&["init", "--dry-run"]).ok();
    assert_eq!(sandbox.files_below(".tickets"), Vec::<String>::new());
}

#[test]
fn data_without_settings_is_kept() {
    let sandbox = Sandbox::repository();
    sandbox.write(
        ".tickets/tickets/00/TICKET-5-x.yaml",
        "id: TICKET-5\n\ntitle: x\n",
    );
    sandbox.run(&["init"]).ok();

    assert_eq!(
        sandbox.read(".tickets/tickets/00/TICKET-5-x.yaml"),
        "id: TICKET-5\n\ntitle: x\n"
    );
    assert_eq!(sandbox.run(&["create", "Next"]).ok().stdout, "TICKET-6\n");
}
