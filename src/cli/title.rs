//! The title that a new record is given.

use crate::cli::input;
use crate::cli::report::CliError;
use crate::domain::Title;

/// The title of a new record
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TitleArgs {
    /// What it is about, in one line
    #[arg(
        required_unless_present = "named",
        value_name = "TITLE",
        allow_hyphen_values = true
    )]
    title: Option<Title>,
    /// The same as TITLE
    #[arg(
        id = "named",
        short = 't',
        long = "title",
        alias = "name",
        value_name = "TITLE",
        allow_hyphen_values = true,
        conflicts_with = "title"
    )]
    named: Option<Title>,
}

impl TitleArgs {
    /// The title, from wherever it was given.
    pub(crate) fn title(&self) -> Result<Title, CliError> {
        if let Some(title) = &self.title {
            input::refuse_option(title.as_str())?;
        }
        let title = self.title.as_ref().or(self.named.as_ref());
        Ok(title.cloned().expect("clap asks for one of them"))
    }
}
