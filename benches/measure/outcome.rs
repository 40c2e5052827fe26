//! One figure.

/// What came out for a command at a size.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// The command, as the table calls it.
    pub(crate) name: &'static str,
    /// What the figure counts: the floor's letter, or a unit.
    pub(crate) unit: &'static str,
    /// Tickets in the project.
    pub(crate) count: usize,
    /// How many; none where the command failed.
    pub(crate) figure: Option<f64>,
    /// How many there may be.
    pub(crate) target: Option<f64>,
}

impl Outcome {
    /// It as the cell of a table; what misses its target is bold.
    pub(crate) fn cell(&self) -> String {
        let Some(figure) = self.figure else {
            return "fails".to_owned();
        };
        let shown = shown(figure);
        match self.target {
            None => shown,
            Some(target) if figure <= target => format!("{shown} (≤ {target})"),
            Some(target) => format!("**{shown}** (≤ {target})"),
        }
    }
}

/// A figure with two or three digits that mean something.
pub(crate) fn shown(figure: f64) -> String {
    if figure < 10.0 {
        format!("{figure:.2}")
    } else {
        format!("{figure:.0}")
    }
}
