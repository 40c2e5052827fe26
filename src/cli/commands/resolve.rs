//! `tickets resolve`

use std::collections::BTreeSet;
use std::collections::HashMap;

use serde_json::Value;
use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::render::question;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Decision;
use crate::ops::Ending;
use crate::ops::Question;
use crate::ops::Resolved;
use crate::ops::Tracker;

/// Finish what a merge left open, field by field
///
/// For merges that ran without the driver, such as a forge's button, and for
/// what no merge can decide. The sides come from version control, or from the
/// markers in the files. Only a fact that both sides changed to different
/// things is asked about; without a terminal it stays open unless an option
/// decides it. Also looked for is what the last merge lost without a conflict.
///
/// Exits with 4 while something is left.
#[derive(Debug, clap::Args)]
pub(crate) struct ResolveArgs {
    /// Ticket to resolve (can be repeated) [default: all]
    #[arg(value_name = "TICKET")]
    tickets: Vec<Reference>,
    /// Take our side's value of every fact that both changed
    #[arg(long, conflicts_with = "theirs")]
    ours: bool,
    /// Take their side's value of every fact that both changed
    #[arg(long)]
    theirs: bool,
    /// Value for a field that both changed (can be repeated)
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = assignment)]
    values: Vec<(String, String)>,
    #[command(flatten)]
    write: WriteArgs,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("it has no `=`, as in `status=closed`")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

pub(crate) fn run(invocation: &Invocation, args: &ResolveArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    refuse_unasked(&tracker, args)?;
    let answers = answers(invocation, &tracker, args)?;
    let decide = |question: &Question| {
        let asked = answers.get(&(question.path.clone(), question.field.clone()));
        asked.cloned().unwrap_or_else(|| args.decision(question))
    };
    let outcome = ops::resolve(&tracker, &args.tickets, &decide)?;
    let left = outcome.value.iter().any(|one| !one.left.is_empty());
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |ui| {
            tell(ui, &outcome.value);
            if !ui.is_format_chosen {
                return Ok(());
            }
            let fields = ["path", "id", "title", "result", "detail", "decided", "left"];
            ui.answer(Answer {
                result: Yield::Many(outcome.value.iter().map(json_of).collect()),
                fields: fields.to_vec(),
                columns: vec!["path", "result", "detail"],
                name: "path",
                page: None,
                vocabulary: None,
            })
        })?;
    Ok(if left {
        ExitCode::Conflict
    } else {
        ExitCode::Success
    })
}

impl ResolveArgs {
    /// What the options say of a question.
    fn decision(&self, question: &Question) -> Decision {
        let given = self.values.iter().find(|(name, _)| *name == question.field);
        if let Some((_, value)) = given {
            return Decision::Value(typed(question, value));
        }
        match (self.ours, self.theirs) {
            (true, _) => Decision::Ours,
            (_, true) => Decision::Theirs,
            (false, false) => Decision::Leave,
        }
    }
}

/// Refuses a value for a field that nobody asks about; a name with a typing error would decide nothing without a word.
fn refuse_unasked(tracker: &Tracker, args: &ResolveArgs) -> Result<(), CliError> {
    if args.values.is_empty() {
        return Ok(());
    }
    let asked = ops::questions(tracker, &args.tickets)?;
    let fields: BTreeSet<&str> = asked
        .iter()
        .map(|question| question.field.as_str())
        .filter(|field| !field.is_empty())
        .collect();
    let is_unasked = |(name, _): &&(String, String)| !fields.contains(name.as_str());
    let Some((name, _)) = args.values.iter().find(is_unasked) else {
        return Ok(());
    };
    if fields.is_empty() {
        return Err(CliError::usage(format!(
            "there is nothing to decide about `{name}`"
        )));
    }
    let fields: Vec<&str> = fields.into_iter().collect();
    Err(CliError::usage_with_hint(
        format!("there is nothing to decide about `{name}`"),
        format!("both sides changed: {}", fields.join(", ")),
    ))
}

/// Reads a value as the kind of thing that the sides have; an empty one is no value.
fn typed(question: &Question, text: &str) -> Option<serde_yaml::Value> {
    if text.is_empty() {
        return None;
    }
    let sides = [&question.ours.value, &question.theirs.value];
    let is_text = sides
        .iter()
        .any(|value| matches!(value, Some(serde_yaml::Value::String(_))));
    let read = serde_yaml::from_str(text).ok().filter(|_| !is_text);
    Some(read.unwrap_or_else(|| serde_yaml::Value::from(text)))
}

/// Asks what the options leave open, where a person can answer.
fn answers(
    invocation: &Invocation,
    tracker: &Tracker,
    args: &ResolveArgs,
) -> Result<HashMap<(String, String), Decision>, CliError> {
    let mut answers = HashMap::new();
    if !Ui::is_interactive() || args.write.dry_run {
        return Ok(answers);
    }
    for asked in ops::questions(tracker, &args.tickets)? {
        let follows = asked.field == "resolution"
            && answers.contains_key(&(asked.path.clone(), "status".to_owned()));
        if follows || args.decision(&asked) != Decision::Leave {
            continue;
        }
        let text = question::page(&asked, invocation.ui.theme.stderr());
        let answer = invocation
            .ui
            .choose(&text, "[o]urs, [t]heirs, [s]kip or another value: ")?;
        let decision = match answer.as_str() {
            "o" | "ours" => Decision::Ours,
            "t" | "theirs" => Decision::Theirs,
            "" | "s" | "skip" => Decision::Leave,
            _ if asked.field.is_empty() => Decision::Leave,
            value => Decision::Value(typed(&asked, value)),
        };
        answers.insert((asked.path, asked.field), decision);
    }
    Ok(answers)
}

/// Says what became of each file, and once how the rest is decided.
pub(super) fn tell(ui: &Ui, all: &[Resolved]) {
    for resolved in all {
        tell_one(ui, resolved);
    }
    if all.iter().any(|resolved| !resolved.left.is_empty()) {
        ui.note(format_args!(
            "`tickets resolve` with `--ours`, `--theirs` or `--field NAME=VALUE` decides"
        ));
    }
}

fn tell_one(ui: &Ui, resolved: &Resolved) {
    let name = match (&resolved.key, &resolved.title) {
        (Some(key), Some(title)) => format!("{key} {title}"),
        (Some(key), None) => key.to_string(),
        (None, _) => format!(".tickets/{}", resolved.path),
    };
    match &resolved.ending {
        Ending::Merged => ui.status(format_args!("Merged {name}")),
        Ending::AsItIs => ui.status(format_args!("Took {name} as it is on disk")),
        Ending::Removed => ui.status(format_args!("Removed {name}")),
        Ending::Kept { deleted_by } => {
            ui.status(format_args!("Kept {name}, which {deleted_by} had deleted"));
        }
        Ending::Parted { path } => ui.status(format_args!(
            "Kept both tickets of one file: {name}, and the other as .tickets/{path}"
        )),
        Ending::Restored { reason } => ui.status(format_args!("Restored {name}: {reason}")),
        Ending::Left => {
            ui.status(format_args!("Left {name}"));
        }
    }
    for (question, decision) in &resolved.decided {
        ui.status(format_args!("  {}", question::decided(question, decision)));
    }
    for question in &resolved.left {
        ui.status(format_args!("  {}", question::line(question)));
    }
}

fn json_of(resolved: &Resolved) -> Json {
    let (result, detail) = match &resolved.ending {
        Ending::Merged => ("merged", None),
        Ending::AsItIs => ("as_it_is", None),
        Ending::Removed => ("removed", None),
        Ending::Kept { deleted_by } => ("kept", Some(format!("deleted by {deleted_by}"))),
        Ending::Parted { path } => ("parted", Some(format!(".tickets/{path}"))),
        Ending::Restored { reason } => ("restored", Some(reason.clone())),
        Ending::Left => ("left", None),
    };
    let decided: Vec<Value> = resolved
        .decided
        .iter()
        .map(|(question, decision)| {
            let mut fields = question::json(question);
            let choice = match decision {
                Decision::Ours => "ours",
                Decision::Theirs => "theirs",
                Decision::Value(_) => "value",
                Decision::Leave => "left",
            };
            fields.insert("choice".to_owned(), json!(choice));
            Value::Object(fields)
        })
        .collect();
    let left: Vec<Value> = resolved
        .left
        .iter()
        .map(|question| Value::Object(question::json(question)))
        .collect();
    let pairs = [
        ("path", json!(format!(".tickets/{}", resolved.path))),
        ("id", json!(resolved.key.as_ref().map(ToString::to_string))),
        (
            "title",
            json!(resolved.title.as_ref().map(ToString::to_string)),
        ),
        ("result", json!(result)),
        ("detail", json!(detail)),
        ("decided", Value::Array(decided)),
        ("left", Value::Array(left)),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
