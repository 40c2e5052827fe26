//! What happens before each run, outside of the timing.

use std::fs;
use std::io::ErrorKind;

use crate::measure::Project;

/// What happens before each run of a command and of its floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// Nothing: the project is as the last run left it.
    Nothing,
    /// One ticket's file gets another title, as by an editor.
    Edit,
    /// What is derived is removed, as in a fresh clone.
    Forget,
    /// The tickets that the last run created are moved away, and so are the floor's files.
    ///
    /// Were they deleted, ext4 would look for other inodes than those just freed, which makes 1,000 new files cost
    /// twenty times what they cost otherwise.
    Shrink,
}

impl Before {
    /// Does it.
    pub(crate) fn prepare(self, project: &Project, run: usize) {
        match self {
            Before::Nothing => {}
            Before::Edit => edit(project, run),
            Before::Forget => forget(project),
            Before::Shrink => shrink(project),
        }
    }
}

fn edit(project: &Project, run: usize) {
    let path = project.any_record();
    let text = fs::read_to_string(&path).expect("the bench made it");
    let lines = text.lines().map(|line| match line.strip_prefix("title:") {
        Some(_) => format!("title: Mend the invoice for the {run}th time\n"),
        None => format!("{line}\n"),
    });
    let text: String = lines.collect();
    Project::write(&path, &text);
}

fn forget(project: &Project) {
    match fs::remove_dir_all(project.index()) {
        Err(error) if error.kind() != ErrorKind::NotFound => panic!("{error}"),
        _ => {}
    }
}

/// Moves away the tickets that the project did not begin with, and what the floor wrote.
fn shrink(project: &Project) {
    let attic = project.new_attic();
    if project.plain().exists() {
        fs::rename(project.plain(), attic.join("plain")).expect("both are in one folder");
    }
    let shards = fs::read_dir(project.records()).expect("the bench made it");
    for shard in shards.flatten() {
        let records = fs::read_dir(shard.path()).expect("it was listed");
        for record in records.flatten() {
            let name = record.file_name().to_string_lossy().into_owned();
            let number = name
                .split('-')
                .nth(1)
                .and_then(|number| number.parse().ok());
            if name.ends_with(".yaml") && number.is_some_and(|number: usize| number > project.count)
            {
                fs::rename(record.path(), attic.join(name)).expect("both are in one file system");
            }
        }
    }
}
