//! `tickets vcs`

use serde_json::Value;
use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::DriverStatus;
use crate::vcs::Proof;
use crate::vcs::Registration;

/// Make version control merge tickets by what they mean
///
/// `tickets init` does the set-up, and so does the first command that writes in
/// another clone, unless the setting `merge_driver` is off.
#[derive(Debug, clap::Args)]
pub(crate) struct VcsArgs {
    #[command(subcommand)]
    command: VcsCommand,
}

#[derive(Debug, clap::Subcommand)]
enum VcsCommand {
    /// Register the merge driver in this clone
    Setup {
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Show whether the merge driver is registered, and try it
    ///
    /// The trial is a real merge in a scratch repository, which is removed
    /// again. Exits with 1 when merges do not go through the driver.
    Status,
    /// Take the registration back, in this clone
    Remove {
        #[command(flatten)]
        write: WriteArgs,
    },
}

pub(crate) fn run(invocation: &Invocation, args: &VcsArgs) -> CliResult {
    match &args.command {
        VcsCommand::Setup { write } => setup(invocation, *write),
        VcsCommand::Status => status(invocation),
        VcsCommand::Remove { write } => remove(invocation, *write),
    }
}

fn setup(invocation: &Invocation, write: WriteArgs) -> CliResult {
    let tracker = invocation.open_to(write)?;
    let outcome = ops::set_up_driver(&tracker)?;
    if write.dry_run {
        for part in &outcome.value {
            invocation.ui.status(format_args!("Would register {part}"));
        }
    }
    invocation.ui.wrote(write.dry_run, &outcome.receipt, |ui| {
        let mut files = outcome.value.clone();
        let records = outcome.receipt.changes.iter();
        files.extend(records.map(|change| format!(".tickets/{}", change.path)));
        for file in &files {
            ui.status(format_args!("Changed {file}"));
        }
        ui.facts(&[("changed", json!(files))])
    })?;
    Ok(ExitCode::Success)
}

fn remove(invocation: &Invocation, write: WriteArgs) -> CliResult {
    let tracker = invocation.open_to(write)?;
    let ui = &invocation.ui;
    if write.dry_run {
        let is_there = matches!(
            ops::driver_status(&tracker)?.registration,
            Registration::Complete | Registration::Other { .. }
        );
        ui.status(format_args!(
            "{}",
            if is_there {
                "Would take the registration back"
            } else {
                "No merge driver is registered in this clone"
            }
        ));
        ui.note(format_args!("dry run: nothing was changed"));
        return Ok(ExitCode::Success);
    }
    let changed = ops::remove_driver(&tracker)?;
    for file in &changed {
        ui.status(format_args!("Changed {file}"));
    }
    ui.facts(&[("changed", json!(changed))])?;
    Ok(ExitCode::Success)
}

fn status(invocation: &Invocation) -> CliResult {
    let tracker = invocation.open()?;
    let ui = &invocation.ui;
    let status = ops::driver_status(&tracker)?;
    let system = tracker.system().to_string();
    let (registration, detail) = registration(&status);
    let (proof, reason) = match &status.proof {
        Proof::Armed => ("armed", None),
        Proof::Unarmed { reason } => ("unarmed", Some(reason.clone())),
        Proof::Unproven { reason } => ("unproven", Some(reason.clone())),
    };
    if ui.format == Format::Table {
        ui.print(&page(&status, &system, &detail))?;
    } else {
        ui.facts(&[
            ("system", json!(system)),
            ("is_armed", json!(status.is_armed())),
            ("registration", json!(registration)),
            ("detail", detail.map_or(Value::Null, Value::from)),
            ("has_attributes", json!(status.has_attributes)),
            ("proof", json!(proof)),
            ("reason", reason.map_or(Value::Null, Value::from)),
        ])?;
    }
    Ok(if status.is_armed() {
        ExitCode::Success
    } else {
        ui.note(format_args!("`tickets vcs setup` registers the driver"));
        ExitCode::Refused
    })
}

fn registration(status: &DriverStatus) -> (&'static str, Option<String>) {
    match &status.registration {
        Registration::Complete => ("complete", None),
        Registration::Other { command } => ("other", Some(command.clone())),
        Registration::Missing { parts } => ("missing", Some(parts.join(", "))),
        Registration::Needless { reason } => ("needless", Some((*reason).to_owned())),
    }
}

fn page(status: &DriverStatus, system: &str, detail: &Option<String>) -> String {
    let mut page = format!("system      {system}\n");
    let detail = detail.clone().unwrap_or_default();
    page += &match &status.registration {
        Registration::Complete => "driver      registered in this clone\n".to_owned(),
        Registration::Other { .. } => format!("driver      another program: {detail}\n"),
        Registration::Missing { .. } => {
            format!("driver      not registered; missing: {detail}\n")
        }
        Registration::Needless { .. } => return format!("{page}driver      {detail}\n"),
    };
    if system == "git" {
        let attributes = if status.has_attributes {
            "name it"
        } else {
            "do not name it"
        };
        page += &format!("attributes  of `.tickets/` {attributes}\n");
    }
    page += &match &status.proof {
        Proof::Armed => {
            "trial       a merge of two labels in a scratch repository is clean\n".to_owned()
        }
        Proof::Unarmed { reason } => format!("trial       {reason}\n"),
        Proof::Unproven { reason } => format!("trial       not possible: {reason}\n"),
    };
    page
}
