//! A record or a commit on the way.

use crate::domain::Timestamp;

/// A record or a commit, with what lies before it or behind it on the way from
/// epics to commits.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TraceNode {
    /// What it is: `epic`, `backlog item`, `ticket`, `requirement` or `commit`.
    pub kind: &'static str,
    /// Its key, or the commit's id.
    pub id: String,
    /// Its title, or the first line of the commit's message; none of a record that is gone.
    pub title: Option<String>,
    /// Its type; of a commit, what it says of the record: `closes`, `refs` or `mentions`.
    #[serde(rename = "type")]
    pub node_type: Option<String>,
    /// Where it stands.
    pub status: Option<String>,
    /// Whether nothing remains to be done for it.
    pub is_settled: bool,
    /// When a commit was written.
    pub at: Option<Timestamp>,
    /// What it comes from: requirement → ticket → item → epic.
    pub up: Vec<TraceNode>,
    /// What came of it: epic → item → ticket → requirement → commit.
    pub down: Vec<TraceNode>,
}

impl TraceNode {
    /// A record that is named and not there.
    pub(crate) fn missing(kind: &'static str, id: String) -> TraceNode {
        TraceNode {
            kind,
            id,
            title: None,
            node_type: None,
            status: None,
            is_settled: false,
            at: None,
            up: Vec::new(),
            down: Vec::new(),
        }
    }
}
