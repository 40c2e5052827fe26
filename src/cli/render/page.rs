//! One record, whole: its name, its facts, its texts.

use crate::cli::theme::Style;
use crate::cli::ui::harmless;
use crate::cli::ui::one_line;
use crate::domain::Criterion;

/// How wide the names of facts are, with the blank behind them.
const NAME_WIDTH: usize = 14;

/// A page about one record, which grows from the top.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    style: Style,
}

impl Page {
    /// A page that begins with a record's key and title.
    pub(crate) fn new(style: Style, id: &str, title: &str) -> Page {
        let text = format!("{}  {}\n\n", style.id(id), style.heading(&one_line(title)));
        Page { text, style }
    }

    /// Adds a fact, if there is one.
    pub(crate) fn fact(&mut self, name: &str, value: Option<impl ToString>) -> &mut Page {
        if let Some(value) = value {
            let name = format!("{:<NAME_WIDTH$}", format!("{name}:"));
            let value = one_line(&value.to_string());
            self.text += &format!("{}{value}\n", self.style.dim(&name));
        }
        self
    }

    /// Adds a fact of several values, if there are any.
    pub(crate) fn facts(&mut self, name: &str, values: &[impl ToString]) -> &mut Page {
        let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
        self.fact(name, (!texts.is_empty()).then(|| texts.join(", ")))
    }

    /// Adds a text of several lines, if it is not empty.
    pub(crate) fn prose(&mut self, text: &str) -> &mut Page {
        if !text.trim().is_empty() {
            self.text += &format!("\n{}\n", indented(text));
        }
        self
    }

    /// Adds a heading.
    pub(crate) fn heading(&mut self, text: &str) -> &mut Page {
        self.text += &format!("\n{}\n", self.style.heading(&one_line(text)));
        self
    }

    /// Adds a line below a heading.
    pub(crate) fn line(&mut self, text: &str) -> &mut Page {
        self.text += &format!("  {}\n", one_line(text));
        self
    }

    /// Adds a checklist with the numbers of its lines, if it has any.
    pub(crate) fn checklist(&mut self, name: &str, list: &[Criterion]) -> &mut Page {
        if list.is_empty() {
            return self;
        }
        let done = list.iter().filter(|line| line.done).count();
        self.heading(&format!("{name} ({done}/{})", list.len()));
        for (place, line) in list.iter().enumerate() {
            let mark = if line.done { 'x' } else { ' ' };
            self.line(&format!("[{mark}] {} {}", place + 1, line.text));
        }
        self
    }

    /// The page.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("  {}", harmless(line)));
    let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}
