//! The forms in which results are printed.

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// A bare object or array.
    Json,
    /// One object a line.
    Jsonl,
    /// YAML.
    Yaml,
    /// Comma-separated values with a header.
    Csv,
    /// Keys alone, one a line.
    Simple,
    /// For a pull request or release notes; `diff`, `changelog`, `report` and `requirements matrix` alone have it.
    #[value(alias = "md")]
    Markdown,
}

impl Format {
    /// Whether problems and errors are printed as JSON too.
    pub(crate) fn is_json(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }
}
