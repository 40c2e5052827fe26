//! One record in the table: numbers at fixed places, then its texts.

use std::borrow::Cow;

use crate::domain::Date;
use crate::domain::Members;
use crate::domain::Record;
use crate::domain::Summary;
use crate::domain::Timestamp;
use crate::index::EntryCount;
use crate::index::Snapshot;
use crate::index::snapshot::entry_count::Counted;
use crate::store::FileStamp;
use crate::store::RecordFile;
use crate::store::Stored;

/// The bytes of a row's numbers.
pub(crate) const SIZE: usize = 188;

/// How many texts a row has.
const TEXTS: usize = 18;

/// Where each number stands: eight bytes for times, sizes and places, four for the others.
const MODIFIED: usize = 0;
const CHANGED: usize = 8;
const INODE: usize = 16;
const BYTES: usize = 24;
const START: usize = 32;
const FOLDER_MODIFIED: usize = 40;
const FOLDER_CHANGED: usize = 48;
const FOLDER_INODE: usize = 56;
const NEWEST_ENTRY: usize = 64;
const CREATED_AT: usize = 72;
const MOVED_AT: usize = 80;
const CHANGED_AT: usize = 88;
const ENTRY_COUNT: usize = 96;
const FLAGS: usize = 100;
const DUE: usize = 104;
const POINTS: usize = 108;
const FOLDER: usize = 112;
/// The lengths of the texts, four bytes each.
const LENGTHS: usize = 116;

const NO_TIME: i64 = i64::MIN;
const NO_DAY: i32 = i32::MIN;
const UNKNOWN: u32 = u32::MAX;

const ARCHIVED: u32 = 1;
const HAS_POINTS: u32 = 2;

/// A record as the table holds it.
///
/// Every number comes from a file that anybody may have written: places that
/// lead nowhere give empty texts.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub(crate) numbers: &'a [u8; SIZE],
    /// The texts of all rows of the table.
    pub(crate) texts: &'a str,
    /// The folders of the table's files.
    pub(crate) folders: &'a [String],
}

/// The places of texts that are asked for alone; the first is the file's name.
const STATUS: usize = 3;
const DEPENDS_ON: usize = 11;
const ITEM: usize = 13;
const ALIASES: usize = 14;
const UID: usize = 16;
const ENTRIES: usize = 17;

impl<'a> Row<'a> {
    /// What lists and filters look at.
    pub fn summary(&self) -> Summary<'a> {
        let mut texts = self.texts();
        let name = texts.next().unwrap_or_default();
        let mut next = || texts.next().unwrap_or_default();
        let optional = |text: &'a str| Some(Cow::Borrowed(text)).filter(|text| !text.is_empty());
        let flags = self.word(FLAGS);
        let changed_at = self.time(CHANGED_AT);
        Summary {
            id: id_of(name).into(),
            title: next().into(),
            record_type: next().into(),
            status: next().into(),
            priority: next().into(),
            assignee: optional(next()),
            created_by: optional(next()),
            labels: Members::joined(next()),
            epic: optional(next()),
            sprint: optional(next()),
            parent: optional(next()),
            depends_on: Members::joined(next()),
            resolution: optional(next()),
            item: optional(next()),
            aliases: Members::joined(next()),
            former_sprints: Members::joined(next()),
            due: Some(self.word(DUE).cast_signed())
                .filter(|day| *day != NO_DAY)
                .and_then(Date::from_days),
            story_points: Some(self.word(POINTS)).filter(|_| flags & HAS_POINTS != 0),
            created_at: self.time(CREATED_AT),
            moved_at: self.time(MOVED_AT),
            changed_at,
            is_archived: flags & ARCHIVED != 0,
            updated_at: changed_at.max(self.entries().and_then(|entries| entries.newest)),
        }
    }

    /// The record's key, as text.
    pub fn id(&self) -> &'a str {
        id_of(self.file_name())
    }

    /// What stays the same when the key changes; empty where there is none.
    pub fn uid(&self) -> &'a str {
        self.text(UID)
    }

    /// The record's status.
    pub fn status(&self) -> &'a str {
        self.text(STATUS)
    }

    /// What has to be settled before it is begun.
    pub fn depends_on(&self) -> Members<'a> {
        Members::joined(self.text(DEPENDS_ON))
    }

    /// Whether it is archived.
    pub fn is_archived(&self) -> bool {
        self.word(FLAGS) & ARCHIVED != 0
    }

    /// The key of the backlog item that it was made of; empty where there is none.
    pub fn item(&self) -> &'a str {
        self.text(ITEM)
    }

    /// Keys and foreign ids that it had before.
    pub fn aliases(&self) -> Members<'a> {
        Members::joined(self.text(ALIASES))
    }

    /// The path of its file below `.tickets/`.
    pub fn path(&self) -> String {
        [self.folder(), "/", self.file_name()].concat()
    }

    /// The folder of its file, below `.tickets/`.
    pub fn folder(&self) -> &'a str {
        let folder = self.folders.get(self.folder_place());
        folder.map_or("", String::as_str)
    }

    /// Its file; none where the table does not tell the truth.
    pub fn file(&self) -> Option<RecordFile> {
        RecordFile::from_path(&self.path())
    }

    /// The names of its entries' files, oldest first; none where nobody asked for them yet.
    pub fn entry_names(&self) -> impl Iterator<Item = &'a str> {
        let names = self.text(ENTRIES).split('\n');
        names.filter(|name| !name.is_empty())
    }

    /// Its entries; none where nobody asked for them yet.
    pub fn entries(&self) -> Option<EntryCount> {
        let count = self.word(ENTRY_COUNT);
        (count != UNKNOWN).then(|| EntryCount {
            count,
            newest: self.time(NEWEST_ENTRY),
        })
    }

    /// Which of the table's folders its file lies in.
    pub(crate) fn folder_place(&self) -> usize {
        usize::try_from(self.word(FOLDER)).unwrap_or(usize::MAX)
    }

    /// The name of its file.
    pub fn file_name(&self) -> &'a str {
        self.text(0)
    }

    /// The stamp of the file that it was read from.
    pub(crate) fn stamp(&self) -> FileStamp {
        FileStamp {
            modified: self.long(MODIFIED),
            changed: self.long(CHANGED),
            inode: self.long(INODE).cast_unsigned(),
            size: self.long(BYTES).cast_unsigned(),
        }
    }

    /// The stamps of its file and of the folder of its entries; none where either may
    /// change again without a new stamp, or the entries were not looked at.
    pub fn settled_stamps(&self, snapshot: &Snapshot) -> Option<[FileStamp; 2]> {
        self.entries()?;
        let [record, folder] = [self.stamp(), self.folder_stamp()];
        let is_settled = |stamp: &FileStamp| stamp.is_settled_at(snapshot.begun());
        let is_sure = is_settled(&record) && (folder == FileStamp::NONE || is_settled(&folder));
        is_sure.then_some([record, folder])
    }

    /// The stamp of the folder that its entries were counted in; its size tells nothing.
    pub(crate) fn folder_stamp(&self) -> FileStamp {
        FileStamp {
            modified: self.long(FOLDER_MODIFIED),
            changed: self.long(FOLDER_CHANGED),
            inode: self.long(FOLDER_INODE).cast_unsigned(),
            size: 0,
        }
    }

    /// All its texts together.
    pub(crate) fn own_texts(&self) -> &'a str {
        self.between(self.start(), self.end_of(TEXTS))
    }

    fn text(&self, place: usize) -> &'a str {
        self.between(self.end_of(place), self.end_of(place + 1))
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let mut start = self.start();
        let row = *self;
        (0..TEXTS).map(move |place| {
            let end = start.saturating_add(row.length(place));
            let text = row.between(start, end);
            start = end;
            text
        })
    }

    /// Where so many of its texts end.
    fn end_of(&self, count: usize) -> usize {
        let lengths = (0..count).map(|place| self.length(place));
        lengths.fold(self.start(), usize::saturating_add)
    }

    fn between(&self, start: usize, end: usize) -> &'a str {
        self.texts.get(start..end).unwrap_or_default()
    }

    fn start(&self) -> usize {
        usize::try_from(self.long(START)).unwrap_or(usize::MAX)
    }

    fn length(&self, place: usize) -> usize {
        usize::try_from(self.word(LENGTHS + 4 * place)).unwrap_or(usize::MAX)
    }

    fn word(&self, at: usize) -> u32 {
        let bytes = self.numbers[at..].first_chunk();
        u32::from_le_bytes(*bytes.expect("a row has so many bytes"))
    }

    fn long(&self, at: usize) -> i64 {
        let bytes = self.numbers[at..].first_chunk();
        i64::from_le_bytes(*bytes.expect("a row has so many bytes"))
    }

    fn time(&self, at: usize) -> Option<Timestamp> {
        let seconds = Some(self.long(at)).filter(|seconds| *seconds != NO_TIME);
        seconds.and_then(Timestamp::from_seconds)
    }
}

/// A file's name begins with the key of its record. This is asked of every row by
/// every command, so it goes by bytes.
fn id_of(name: &str) -> &str {
    let stem = name.strip_suffix(".yaml").unwrap_or(name);
    let mut dashes = 0;
    let end = stem.bytes().position(|byte| {
        dashes += usize::from(byte == b'-');
        dashes == 2
    });
    end.map_or(stem, |end| &stem[..end])
}

/// A row that is not in a table yet.
#[derive(Debug)]
pub(crate) struct NewRow {
    pub(crate) numbers: [u8; SIZE],
    pub(crate) texts: String,
}

impl NewRow {
    /// The row of a record, whose file had this stamp before it was read.
    pub(crate) fn of<R: Record>(
        stored: &Stored<R>,
        stamp: FileStamp,
        entries: Option<&Counted>,
    ) -> NewRow {
        let summary = stored.record.summary();
        let name = stored.file.path.rsplit('/').next().unwrap_or_default();
        let of = |text: &'_ Option<Cow<'_, str>>| text.as_deref().unwrap_or_default().to_owned();
        let texts: [String; TEXTS] = [
            name.to_owned(),
            summary.title.into_owned(),
            summary.record_type.into_owned(),
            summary.status.into_owned(),
            summary.priority.into_owned(),
            of(&summary.assignee),
            of(&summary.created_by),
            summary.labels.as_str().to_owned(),
            of(&summary.epic),
            of(&summary.sprint),
            of(&summary.parent),
            summary.depends_on.as_str().to_owned(),
            of(&summary.resolution),
            of(&summary.item),
            summary.aliases.as_str().to_owned(),
            summary.former_sprints.as_str().to_owned(),
            (stored.record.uid().map(ToString::to_string)).unwrap_or_default(),
            (entries.map(|entries| entries.names.clone())).unwrap_or_default(),
        ];
        let mut row = NewRow {
            numbers: [0; SIZE],
            texts: texts.concat(),
        };
        for (place, text) in texts.iter().enumerate() {
            row.set_length(place, text);
        }
        let mut flags = 0;
        if summary.is_archived {
            flags |= ARCHIVED;
        }
        if summary.story_points.is_some() {
            flags |= HAS_POINTS;
        }
        row.put(MODIFIED, &stamp.modified.to_le_bytes());
        row.put(CHANGED, &stamp.changed.to_le_bytes());
        row.put(INODE, &stamp.inode.to_le_bytes());
        row.put(BYTES, &stamp.size.to_le_bytes());
        row.put(FLAGS, &u32::to_le_bytes(flags));
        row.put(CREATED_AT, &seconds(summary.created_at).to_le_bytes());
        row.put(MOVED_AT, &seconds(summary.moved_at).to_le_bytes());
        row.put(CHANGED_AT, &seconds(summary.changed_at).to_le_bytes());
        let due = summary.due.map_or(NO_DAY, Date::as_days);
        row.put(DUE, &due.to_le_bytes());
        let points = summary.story_points.unwrap_or(0);
        row.put(POINTS, &points.to_le_bytes());
        match entries {
            Some(entries) => row.set_entries(entries),
            None => forget_entries(&mut row.numbers),
        }
        row
    }

    /// A row as it was, with other entries.
    pub(crate) fn recounted(row: &Row<'_>, entries: &Counted) -> NewRow {
        let others = row.between(row.start(), row.end_of(ENTRIES));
        let mut new = NewRow {
            numbers: *row.numbers,
            texts: format!("{others}{}", entries.names),
        };
        new.set_length(ENTRIES, &entries.names);
        new.set_entries(entries);
        new
    }

    fn set_entries(&mut self, entries: &Counted) {
        self.put(FOLDER_MODIFIED, &entries.folder.modified.to_le_bytes());
        self.put(FOLDER_CHANGED, &entries.folder.changed.to_le_bytes());
        self.put(FOLDER_INODE, &entries.folder.inode.to_le_bytes());
        let newest = seconds(entries.count.newest);
        self.put(NEWEST_ENTRY, &newest.to_le_bytes());
        self.put(ENTRY_COUNT, &entries.count.count.to_le_bytes());
    }

    /// A record's file has at most four million bytes, so no text has more than fit.
    fn set_length(&mut self, place: usize, text: &str) {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.put(LENGTHS + 4 * place, &length.to_le_bytes());
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        put(&mut self.numbers, at, bytes);
    }
}

fn seconds(time: Option<Timestamp>) -> i64 {
    time.map_or(NO_TIME, Timestamp::as_seconds)
}

/// Says which folder of the table a row's file lies in.
pub(crate) fn set_folder(numbers: &mut [u8; SIZE], folder: u32) {
    put(numbers, FOLDER, &folder.to_le_bytes());
}

/// Says where in the table a row's texts begin.
pub(crate) fn set_start(numbers: &mut [u8; SIZE], start: usize) {
    put(numbers, START, &(start as u64).to_le_bytes());
}

/// Says that nobody knows a row's entries.
pub(crate) fn forget_entries(numbers: &mut [u8; SIZE]) {
    put(numbers, FOLDER_MODIFIED, &[0; 24]);
    put(numbers, NEWEST_ENTRY, &NO_TIME.to_le_bytes());
    put(numbers, ENTRY_COUNT, &UNKNOWN.to_le_bytes());
}

fn put(numbers: &mut [u8; SIZE], at: usize, bytes: &[u8]) {
    numbers[at..at + bytes.len()].copy_from_slice(bytes);
}
