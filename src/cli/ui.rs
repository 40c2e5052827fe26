//! All that a command prints goes through here.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io;
use std::io::IsTerminal as _;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::io::Write as _;
use std::ops::Range;

use serde_json::json;

use crate::cli::format::Format;
use crate::cli::report::CliError;
use crate::cli::report::Report;
use crate::cli::theme::Theme;
use crate::ops::Piece;
use crate::store::Problem;
use crate::view::json_text;

/// How many columns output has that does not go to a terminal; enough for any title.
const WIDTH_OF_PIPE: usize = 10_000;

/// Bytes that are gathered before they are written.
const PIECES: usize = 1 << 18;

/// Bytes that a pipe is asked to hold: what Linux lets everybody have.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

/// Whether notes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chatter {
    /// Yes.
    Normal,
    /// Only errors and results.
    Quiet,
}

/// The terminal, or what stands for it.
#[derive(Debug)]
pub(crate) struct Ui {
    pub(crate) format: Format,
    /// Whether the user chose the format.
    pub(crate) is_format_chosen: bool,
    pub(crate) fields: Vec<String>,
    pub(crate) chatter: Chatter,
    pub(crate) theme: Theme,
    pub(crate) width: usize,
    pub(crate) height: Option<usize>,
    pub(crate) pager: Option<String>,
}

impl Ui {
    /// The columns and rows of the terminal on stdout; none in a pipe.
    pub(crate) fn measure() -> (usize, Option<usize>) {
        if !io::stdout().is_terminal() {
            return (WIDTH_OF_PIPE, None);
        }
        match terminal_size::terminal_size() {
            Some((width, height)) => (width.0.into(), Some(height.0.into())),
            None => (80, None),
        }
    }

    /// Whether a person sits at both ends.
    pub(crate) fn is_interactive() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Prints a result, as it is.
    pub(crate) fn print(&self, text: &str) -> Result<(), CliError> {
        if let Some(pager) = self.pager_for(text) {
            return page(&pager, text);
        }
        let mut stdout = io::stdout().lock();
        written(
            stdout
                .write_all(text.as_bytes())
                .and_then(|()| stdout.flush()),
        )
    }

    /// Prints a long result piece by piece, so that it need not be in memory whole.
    pub(crate) fn print_pieces(
        &self,
        pieces: impl FnOnce(&mut dyn FnMut(Piece<'_>) -> Result<(), CliError>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let stdout = io::stdout().lock();
        // A reader behind a wide pipe is woken less often; where there is no pipe, or no
        // right to a wide one, nothing changes.
        #[cfg(target_os = "linux")]
        let _ = rustix::pipe::fcntl_setpipe_size(&stdout, PIPE);
        let mut stdout = io::BufWriter::with_capacity(PIECES, stdout);
        pieces(&mut |piece| {
            written(match piece {
                Piece::Text(text) => stdout.write_all(text.as_bytes()),
                Piece::Kept(file, range) => copy(file, range, &mut stdout),
            })
        })?;
        written(stdout.flush())
    }

    /// A pager, for a table that is longer than the terminal.
    fn pager_for(&self, text: &str) -> Option<String> {
        let height = self.height?;
        let is_long = text.lines().count() >= height;
        self.pager
            .clone()
            .filter(|_| is_long && self.format == Format::Table)
    }

    /// Tells what was done.
    pub(crate) fn status(&self, message: fmt::Arguments<'_>) {
        if self.chatter == Chatter::Normal && !self.format.is_json() {
            self.stderr(&format!("{message}\n"));
        }
    }

    /// Tells something that is good to know.
    pub(crate) fn note(&self, message: fmt::Arguments<'_>) {
        self.status(format_args!(
            "{}",
            self.theme.stderr().dim(&message.to_string())
        ));
    }

    /// Names what is wrong with files that were left out; `--format json` gives one object a line.
    pub(crate) fn problems(&self, problems: &[Problem]) {
        for problem in problems {
            if self.format.is_json() {
                self.stderr(&format!("{}\n", json_text(&json!({ "problem": problem }))));
                continue;
            }
            let style = self.theme.stderr();
            let mut text = format!(
                "{} {}\n",
                style.warning("warning:"),
                one_line(&problem.to_string())
            );
            if let Some(hint) = &problem.hint {
                text += &format!("  {} {hint}\n", style.hint("hint:"));
            }
            self.stderr(&text);
        }
    }

    /// Tells that a word that was typed is nowhere, but one like it is; `--format json` gives an object a line.
    pub(crate) fn suggestion(&self, typed: &str, word: &str) {
        if self.format.is_json() {
            let suggestion = json!({ "suggestion": { "typed": typed, "word": word } });
            return self.stderr(&format!("{}\n", json_text(&suggestion)));
        }
        let hint = self.theme.stderr().hint("hint:");
        let typed = one_line(typed);
        self.status(format_args!(
            "{hint} nothing has `{typed}`; did you mean `{word}`?"
        ));
    }

    /// Tells why the command failed.
    pub(crate) fn error(&self, report: &Report) {
        if self.format.is_json() {
            return self.stderr(&format!("{}\n", json_text(&report.to_json())));
        }
        let style = self.theme.stderr();
        let mut text = format!("{} {}\n", style.error("error:"), one_line(&report.message));
        for line in &report.excerpt {
            text += &format!("  {}\n", one_line(line));
        }
        for cause in &report.causes {
            text += &format!("  because: {}\n", one_line(cause));
        }
        if let Some(hint) = &report.hint {
            text += &format!("  {} {hint}\n", style.hint("hint:"));
        }
        self.stderr(&text);
    }

    /// Shows how far long work has come, on a terminal only; the line is written over.
    pub(crate) fn progress(&self, message: &str) {
        if self.chatter == Chatter::Normal && io::stderr().is_terminal() {
            self.stderr(&format!("\r\x1b[K{message}"));
        }
    }

    /// Asks a yes-or-no question; no answer is no.
    pub(crate) fn confirm(&self, question: &str) -> Result<bool, CliError> {
        let answer = self.choose("", &format!("{question} [y/N] "))?;
        Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
    }

    /// Shows what there is to choose from, and asks; the answer is trimmed.
    pub(crate) fn choose(&self, page: &str, question: &str) -> Result<String, CliError> {
        self.stderr(&format!("{page}{question}"));
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.map_err(|source| CliError::Io {
            message: "cannot read the answer".to_owned(),
            source,
        })?;
        Ok(answer.trim().to_owned())
    }

    fn stderr(&self, text: &str) {
        // When even stderr is gone, there is nobody left to tell.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Text from files must not steer the terminal.
pub(crate) fn one_line(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The same for text of several lines.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let harmless = |c: char| {
        if c.is_control() && c != '\n' && c != '\t' {
            '\u{fffd}'
        } else {
            c
        }
    };
    Cow::Owned(text.chars().map(harmless).collect())
}

/// Whether there is nothing but visible characters of ASCII, as in most text.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn written(outcome: io::Result<()>) -> Result<(), CliError> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(CliError::ClosedPipe),
        Err(source) => Err(CliError::Io {
            message: "cannot write the result".to_owned(),
            source,
        }),
        Ok(()) => Ok(()),
    }
}

/// Copies part of a file.
fn copy(
    mut file: &File,
    range: Range<u64>,
    stdout: &mut io::BufWriter<io::StdoutLock<'_>>,
) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    let range = send(file, range, stdout)?;
    file.seek(SeekFrom::Start(range.start))?;
    let mut rest = file.take(range.end.saturating_sub(range.start));
    let mut bytes = Vec::new();
    while rest.limit() > 0 {
        bytes.clear();
        rest.by_ref().take(PIECES as u64).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stdout.write_all(&bytes)?;
    }
    Ok(())
}

/// Has the system move the pages of a file themselves, as far as that pays and it can:
/// nobody changes derived files in place. Gives back what remains.
#[cfg(target_os = "linux")]
fn send(
    file: &File,
    mut range: Range<u64>,
    stdout: &mut io::BufWriter<io::StdoutLock<'_>>,
) -> io::Result<Range<u64>> {
    if range.end.saturating_sub(range.start) < PIECES as u64 {
        return Ok(range);
    }
    stdout.flush()?;
    while range.start < range.end {
        let length = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
        match rustix::fs::sendfile(stdout.get_ref(), file, Some(&mut range.start), length) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(range)
}

/// Runs the pager without a shell and gives it the text.
fn page(pager: &str, text: &str) -> Result<(), CliError> {
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else {
        return Ok(());
    };
    let mut command = std::process::Command::new(program);
    command.args(words).stdin(std::process::Stdio::piped());
    if crate::cli::surroundings::variable("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        // Without the pager, the text is printed all the same.
        return written(io::stdout().lock().write_all(text.as_bytes()));
    };
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever leaves the pager early has read enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    let waited = child.wait();
    waited.map(|_| ()).map_err(|source| CliError::Io {
        message: format!("cannot wait for `{program}`"),
        source,
    })
}
