//! `tickets diff`

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::render::change;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::ops;
use crate::view;

/// Show what changed, as facts instead of lines
///
/// Without a revision, the working tree is compared with the current commit; with one, with that. `A..B` compares two
/// revisions, `A...B` the second one with where the two parted, as a pull request does; an empty side is the current
/// commit. `--format markdown` is for the description of a pull request.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// Revisions to compare, then tickets to tell of (all by default)
    #[arg(value_name = "REV | A..B | A...B] [TICKET")]
    words: Vec<String>,
    /// End with 1 when something differs, with 0 when nothing does
    #[arg(long)]
    exit_code: bool,
}

pub(crate) fn run(invocation: &Invocation, args: &DiffArgs) -> CliResult {
    let tracker = match args.words.first() {
        Some(word) => {
            invocation.open_between(&word.parse().unwrap_or_else(|never| match never {}))?
        }
        None => invocation.open()?,
    };
    let ui = &invocation.ui;
    let (range, tickets) = ops::split_range(&tracker, &args.words)?;
    let tickets: Vec<Reference> = tickets
        .iter()
        .map(|text| text.parse().unwrap_or_else(|never| match never {}))
        .collect();
    let difference = ops::diff(&tracker, range.as_ref(), &tickets)?;
    ui.problems(&difference.problems);

    let vocabulary = &tracker.vocabulary;
    if ui.format == Format::Markdown {
        ui.markdown(&change::markdown(&difference, vocabulary))?;
    } else {
        let changes = difference.changes.iter();
        let mut records: Vec<_> = changes
            .map(|change| view::change(change, vocabulary))
            .collect();
        if !difference.settings.is_empty() {
            records.push(view::settings_change(&difference.settings));
        }
        ui.answer(Answer {
            result: Yield::Many(records),
            fields: view::CHANGE_FIELDS.to_vec(),
            columns: vec!["id", "title", "deeds"],
            name: "id",
            page: Some(change::page(&difference, ui.theme.stdout())),
            vocabulary: Some(vocabulary),
        })?;
    }
    if difference.is_empty() {
        ui.note(format_args!("nothing differs"));
    } else if ui.format == Format::Table {
        ui.note(format_args!("{}", change::summary(&difference, vocabulary)));
    }
    Ok(match (args.exit_code, difference.is_empty()) {
        // 1, as `diff` and `git diff --exit-code` have it.
        (true, false) => ExitCode::Refused,
        (true, true) | (false, _) => ExitCode::Success,
    })
}
