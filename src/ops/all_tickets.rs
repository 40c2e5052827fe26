//! Reading all tickets whole.

use std::fs::File;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::ops::Range;
use std::thread;

use serde::Deserialize as _;

use crate::domain::Ticket;
use crate::index::Piece;
use crate::ops::Detail;
use crate::ops::JsonLines;
use crate::ops::Query;
use crate::ops::TicketList;
use crate::ops::Tracker;
use crate::ops::list;
use crate::ops::overview::Overview;
use crate::ops::without_fields::WithoutFields;
use crate::query;
use crate::query::Scope;
use crate::store::Problem;

/// From so many lines on, another thread reads along.
const LINES_PER_THREAD: usize = 500;

/// What nobody counts, and what costs more than all the rest.
const TEXTS: [&str; 2] = ["description", "acceptance_criteria"];

/// All tickets.
#[derive(Debug)]
pub(crate) struct AllTickets {
    /// The tickets, the most important first; their long texts may be missing.
    pub(crate) tickets: Vec<Ticket>,
    /// The same as rows, with the names of their entries.
    pub(crate) overview: Overview,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
}

/// Reads all tickets. Of many, the lines that lists keep are quicker than the files.
pub(crate) fn all_tickets(tracker: &Tracker) -> AllTickets {
    let all = Query {
        query: query::Query {
            scope: Some(Scope::All),
            ..query::Query::default()
        },
        detail: Detail::Whole,
        ..Query::default()
    };
    let list = list(tracker, &all);
    let (tickets, unreadable) = kept(tracker, &list).unwrap_or_else(|| {
        let (tickets, unreadable) = list.whole(tracker);
        let tickets = tickets.into_iter().map(|listed| listed.stored.record);
        (tickets.collect(), unreadable)
    });
    let mut problems = list.problems.clone();
    problems.extend(unreadable);
    AllTickets {
        tickets,
        overview: list.into_overview(),
        problems,
    }
}

/// The tickets of the lines that are kept; none where there are none, or should one of them ever be no ticket.
fn kept(tracker: &Tracker, list: &TicketList) -> Option<(Vec<Ticket>, Vec<Problem>)> {
    let lines = list.lines(tracker)?;
    let text = text_of(&lines, tracker).ok()?;
    let tickets = parsed(&text).ok()?;
    Some((tickets, lines.problems().to_vec()))
}

/// The lines as one text, each but the last with a comma behind it, as they lie in their file.
fn text_of(lines: &JsonLines<'_>, tracker: &Tracker) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    lines.print(tracker, ["", ",\n", "\n"], |piece| match piece {
        Piece::Text(part) => {
            text.extend_from_slice(part.as_bytes());
            Ok(())
        }
        Piece::Kept(file, range) => read(file, &range, &mut text),
    })?;
    Ok(text)
}

fn read(mut file: &File, range: &Range<u64>, text: &mut Vec<u8>) -> io::Result<()> {
    file.seek(SeekFrom::Start(range.start))?;
    let length = range.end.saturating_sub(range.start);
    let count = file.take(length).read_to_end(text)?;
    if u64::try_from(count) == Ok(length) {
        return Ok(());
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

fn parsed(text: &[u8]) -> serde_json::Result<Vec<Ticket>> {
    let lines: Vec<&[u8]> = text
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b",").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .collect();
    let parse = |lines: &[&[u8]]| -> serde_json::Result<Vec<Ticket>> {
        lines
            .iter()
            .map(|line| {
                let mut json = serde_json::Deserializer::from_slice(line);
                let ticket = Ticket::deserialize(WithoutFields::new(&mut json, &TEXTS))?;
                json.end().map(|()| ticket)
            })
            .collect()
    };
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = lines.len().div_ceil(threads).max(LINES_PER_THREAD);
    thread::scope(|scope| {
        let workers: Vec<_> = lines
            .chunks(share)
            .map(|lines| scope.spawn(move || parse(lines)))
            .collect();
        let mut tickets = Vec::with_capacity(lines.len());
        for worker in workers {
            tickets.extend(worker.join().expect("reading does not panic")?);
        }
        Ok(tickets)
    })
}
