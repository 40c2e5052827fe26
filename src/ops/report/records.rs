//! Reading all tickets whole.

use std::fs::File;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::ops::Range;
use std::thread;

use crate::domain::Ticket;
use crate::index::Piece;
use crate::ops::Detail;
use crate::ops::JsonLines;
use crate::ops::Query;
use crate::ops::Tracker;
use crate::ops::list;
use crate::query;
use crate::query::Scope;
use crate::store::Problem;

/// From so many lines on, another thread reads along.
const LINES_PER_THREAD: usize = 500;

/// All tickets, and what could not be read. Of many, the lines that lists keep are quicker than the files.
pub(crate) fn all_tickets(tracker: &Tracker) -> (Vec<Ticket>, Vec<Problem>) {
    let all = Query {
        query: query::Query {
            scope: Some(Scope::All),
            ..query::Query::default()
        },
        detail: Detail::Whole,
        ..Query::default()
    };
    let list = list(tracker, &all);
    let mut problems = list.problems.clone();
    if let Some(lines) = list.lines(tracker)
        && let Ok(text) = text_of(&lines, tracker)
        && let Ok(tickets) = parsed(&text)
    {
        problems.extend(lines.problems().iter().cloned());
        return (tickets, problems);
    }
    // Should a line ever not be a ticket, the files are.
    let (tickets, unreadable) = list.whole(tracker);
    problems.extend(unreadable);
    let tickets = tickets.into_iter().map(|listed| listed.stored.record);
    (tickets.collect(), problems)
}

/// The lines as one text.
fn text_of(lines: &JsonLines<'_>, tracker: &Tracker) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    lines.print(tracker, ["", "\n", "\n"], |piece| match piece {
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
        .filter(|line| !line.is_empty())
        .collect();
    let parse = |lines: &[&[u8]]| -> serde_json::Result<Vec<Ticket>> {
        lines
            .iter()
            .map(|line| serde_json::from_slice(line))
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
