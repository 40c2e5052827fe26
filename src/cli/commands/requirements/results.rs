//! `tickets requirements results`

use std::path::PathBuf;

use serde_json::Value;

use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Requirement;
use crate::ops;
use crate::ops::TestRun;
use crate::store::Stored;

/// Take over what a test run reported, as Cucumber JSON or JUnit XML
///
/// Scenarios are found by the names of feature and scenario and come to pass or fail; of an outline, all examples must
/// pass. Those of one name in one feature are told apart by rule, tags and lines, which Cucumber JSON has; where the
/// report does not tell, each has the worst of what it says. Expected results whose method is automated are found by
/// their titles. What was skipped stays as it is.
#[derive(Debug, clap::Args)]
pub(crate) struct ResultsArgs {
    /// The report; `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ResultsArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let text = input::report(&args.file)?;
    let name = format!("`{}`", args.file.display());
    let outcome = ops::take_results(&tracker, (&name, &text))?;
    let run = &outcome.value;
    let ui = &invocation.ui;
    tell(invocation, run);
    ui.wrote(args.write.dry_run, &outcome.receipt, |ui| {
        ui.facts(&[
            ("met", keys(&run.met)),
            ("failed", keys(&run.failed)),
            ("same", keys(&run.same)),
            ("skipped", keys(&run.skipped)),
            ("unmentioned", keys(&run.unmentioned)),
            ("unknown", Value::from(run.unknown.clone())),
            ("shared", shared(run)),
        ])
    })?;
    Ok(ExitCode::Success)
}

fn keys(records: &[Stored<Requirement>]) -> Value {
    let keys = records.iter().map(|stored| stored.file.key.to_string());
    keys.collect::<Vec<String>>().into()
}

fn shared(run: &TestRun) -> Value {
    serde_json::to_value(&run.shared).unwrap_or_default()
}

fn tell(invocation: &Invocation, run: &TestRun) {
    let ui = &invocation.ui;
    for (verb, records) in [
        ("", &run.met),
        ("", &run.failed),
        ("skipped, stays ", &run.skipped),
        ("not in the report, stays ", &run.unmentioned),
    ] {
        for stored in records {
            let record = &stored.record;
            let (id, status, title) = (&record.id, &record.status, &record.title);
            ui.status(format_args!("{id} {verb}{status}: {title}"));
        }
    }
    for shared in &run.shared {
        let keys: Vec<String> = shared.keys.iter().map(ToString::to_string).collect();
        ui.note(format_args!(
            "the report does not tell {} apart, which are all called `{}`: each has the worst of what it says",
            keys.join(", "),
            shared.name
        ));
    }
    for name in &run.unknown {
        ui.note(format_args!("nothing here is called `{name}`"));
    }
    if !run.same.is_empty() {
        let count = run.same.len();
        ui.note(format_args!("{count} as reported already"));
    }
}
