//! `tickets config`

use serde_json::json;

use crate::cli::editor;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::ConfigValue;
use crate::ops::Outcome;

/// Read and change settings
///
/// Built-in defaults, your own file, the project's `.tickets/config.yaml`,
/// TICKETS_* variables and `--config` lie over each other in this order.
/// Without a command, every setting is listed.
#[derive(Debug, clap::Args)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    command: Option<ConfigCommand>,
}

#[derive(Debug, clap::Subcommand)]
enum ConfigCommand {
    /// List every setting with its value and where it comes from
    List {
        #[command(flatten)]
        read: ReadArgs,
    },
    /// Print the value of a setting
    Get {
        /// Name, such as `prefix` or `statuses.open`
        name: String,
        #[command(flatten)]
        read: ReadArgs,
    },
    /// Set a setting of the project
    Set {
        /// Name, such as `prefix` or `statuses.testing`
        name: String,
        /// Value: YAML, or a comma list where a list is wanted
        #[arg(allow_hyphen_values = true)]
        value: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Take a setting out of the project's file
    Unset {
        /// Name
        name: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Edit the project's file in your editor
    Edit {
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Check the project's file
    Validate,
}

pub(crate) fn run(invocation: &Invocation, args: &ConfigArgs) -> CliResult {
    let Some(command) = &args.command else {
        return list(invocation, &ReadArgs::default());
    };
    match command {
        ConfigCommand::List { read } => list(invocation, read),
        ConfigCommand::Get { name, read } => get(invocation, name, read),
        ConfigCommand::Set { name, value, write } => {
            let tracker = invocation.open_to(*write)?;
            wrote(invocation, *write, &ops::set_config(&tracker, name, value)?)
        }
        ConfigCommand::Unset { name, write } => {
            let tracker = invocation.open_to(*write)?;
            wrote(invocation, *write, &ops::unset_config(&tracker, name)?)
        }
        ConfigCommand::Edit { write } => edit(invocation, *write),
        ConfigCommand::Validate => validate(invocation),
    }
}

fn json(value: &ConfigValue) -> Json {
    let pairs = [
        ("name", json!(value.name)),
        ("value", value.value.clone()),
        ("origin", json!(value.origin)),
        ("help", json!(value.help)),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

const FIELDS: [&str; 4] = ["name", "value", "origin", "help"];

fn list(invocation: &Invocation, read: &ReadArgs) -> CliResult {
    let tracker = invocation.open_at(read)?;
    invocation.ui.problems(&tracker.problems);
    let values = ops::list_config(&tracker);
    invocation.ui.answer(Answer {
        result: Yield::Many(values.iter().map(json).collect()),
        fields: FIELDS.to_vec(),
        columns: vec!["name", "value", "origin"],
        name: "name",
        page: None,
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}

fn get(invocation: &Invocation, name: &str, read: &ReadArgs) -> CliResult {
    let tracker = invocation.open_at(read)?;
    let value = ops::get_config(&tracker, name)?;
    let text = match &value.value {
        serde_json::Value::String(text) => format!("{text}\n"),
        serde_json::Value::Null => "\n".to_owned(),
        other => serde_yaml::to_string(other).unwrap_or_default(),
    };
    invocation.ui.answer(Answer {
        result: Yield::One(json(&value)),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "value",
        page: Some(text),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}

fn wrote(invocation: &Invocation, write: WriteArgs, outcome: &Outcome<ConfigValue>) -> CliResult {
    invocation.ui.wrote(write.dry_run, &outcome.receipt, |ui| {
        let value = &outcome.value;
        ui.status(format_args!(
            "{} is now {} ({})",
            value.name, value.value, value.origin
        ));
        if ui.format == Format::Table {
            return Ok(());
        }
        ui.answer(Answer {
            result: Yield::One(json(value)),
            fields: FIELDS.to_vec(),
            columns: FIELDS.to_vec(),
            name: "value",
            page: None,
            vocabulary: None,
        })
    })?;
    Ok(ExitCode::Success)
}

fn edit(invocation: &Invocation, write: WriteArgs) -> CliResult {
    let tracker = invocation.open_to(write)?;
    let before = ops::config_text(&tracker)?;
    let after = editor::edit(&before, ".yaml", tracker.settings.editor.as_deref())?;
    if after == before {
        invocation.ui.status(format_args!("Nothing was changed"));
        return Ok(ExitCode::Nothing);
    }
    let outcome = ops::replace_config(&tracker, &after)?;
    invocation.ui.wrote(write.dry_run, &outcome.receipt, |ui| {
        ui.status(format_args!("Changed the settings"));
        Ok(())
    })?;
    Ok(ExitCode::Success)
}

fn validate(invocation: &Invocation) -> CliResult {
    let tracker = invocation.open()?;
    let warnings = ops::validate_config(&ops::config_text(&tracker)?)?;
    if warnings.is_empty() {
        invocation.ui.status(format_args!("The settings are valid"));
        return Ok(ExitCode::Success);
    }
    Err(CliError::usage(warnings.join("; ")))
}
