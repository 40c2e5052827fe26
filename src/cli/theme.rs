//! Which colour means what.

use comfy_table::Color;

use crate::domain::Category;

/// Whether and how output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Theme {
    pub(crate) stdout_is_coloured: bool,
    pub(crate) stderr_is_coloured: bool,
}

/// The styles for one stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    is_coloured: bool,
}

impl Theme {
    pub(crate) fn stdout(self) -> Style {
        Style {
            is_coloured: self.stdout_is_coloured,
        }
    }

    pub(crate) fn stderr(self) -> Style {
        Style {
            is_coloured: self.stderr_is_coloured,
        }
    }
}

impl Style {
    pub(crate) fn error(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub(crate) fn warning(self, text: &str) -> String {
        self.paint("1;33", text)
    }

    pub(crate) fn hint(self, text: &str) -> String {
        self.paint("1;36", text)
    }

    pub(crate) fn heading(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn id(self, text: &str) -> String {
        self.paint("36", text)
    }

    pub(crate) fn hit(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(crate) fn added(self, text: &str) -> String {
        self.paint("32", text)
    }

    pub(crate) fn removed(self, text: &str) -> String {
        self.paint("31", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.is_coloured {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// The colour of a status, by what it means.
pub(crate) fn of_category(category: Option<Category>) -> Option<Color> {
    match category? {
        Category::Todo => None,
        Category::Doing => Some(Color::Yellow),
        Category::Blocked => Some(Color::Red),
        Category::Done => Some(Color::Green),
        Category::Dropped => Some(Color::DarkGrey),
    }
}

/// The colour of a priority, by its place among `count`.
pub(crate) fn of_priority(rank: usize) -> Option<Color> {
    match rank {
        0 => Some(Color::Red),
        1 => Some(Color::Yellow),
        _ => None,
    }
}
