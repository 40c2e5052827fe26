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
pub(crate) const SIZE: usize = 140;

/// How many texts a row has.
const TEXTS: usize = 15;

/// Where the lengths of the texts stand.
const LENGTHS: usize = 104;

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
const ALIASES: usize = 12;
const UID: usize = 13;
const ENTRIES: usize = 14;

impl<'a> Row<'a> {
    /// What lists and filters look at.
    pub fn summary(&self) -> Summary<'a> {
        let mut texts = self.texts();
        let name = texts.next().unwrap_or_default();
        let mut next = || texts.next().unwrap_or_default();
        let optional = |text: &'a str| Some(Cow::Borrowed(text)).filter(|text| !text.is_empty());
        let flags = self.word(68);
        let changed_at = self.time(88);
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
            parent: optional(next()),
            depends_on: Members::joined(next()),
            resolution: optional(next()),
            aliases: Members::joined(next()),
            due: Some(self.word(96).cast_signed())
                .filter(|day| *day != NO_DAY)
                .and_then(Date::from_days),
            story_points: Some(self.word(100)).filter(|_| flags & HAS_POINTS != 0),
            created_at: self.time(72),
            moved_at: self.time(80),
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

    /// Keys and foreign ids that it had before.
    pub fn aliases(&self) -> Members<'a> {
        Members::joined(self.text(ALIASES))
    }

    /// The path of its file below `.tickets/`.
    pub fn path(&self) -> String {
        format!("{}/{}", self.folder(), self.file_name())
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
        let count = self.word(64);
        (count != UNKNOWN).then(|| EntryCount {
            count,
            newest: self.time(56),
        })
    }

    /// Which of the table's folders its file lies in.
    pub(crate) fn folder_place(&self) -> usize {
        usize::try_from(self.word(136)).unwrap_or(usize::MAX)
    }

    /// The name of its file.
    pub fn file_name(&self) -> &'a str {
        self.text(0)
    }

    /// The stamp of the file that it was read from.
    pub(crate) fn stamp(&self) -> FileStamp {
        FileStamp {
            modified: self.long(0),
            changed: self.long(8),
            inode: self.long(16).cast_unsigned(),
            size: u64::from(self.word(24)),
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
            modified: self.long(32),
            changed: self.long(40),
            inode: self.long(48).cast_unsigned(),
            size: 0,
        }
    }

    /// All its texts together, and where they begin.
    pub(crate) fn own_texts(&self) -> &'a str {
        let length: usize = (0..TEXTS).map(|place| self.length(place)).sum();
        let start = self.start();
        self.texts.get(start..start + length).unwrap_or_default()
    }

    fn text(&self, place: usize) -> &'a str {
        let before: usize = (0..place).map(|place| self.length(place)).sum();
        let start = self.start() + before;
        let end = start + self.length(place);
        self.texts.get(start..end).unwrap_or_default()
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let mut start = self.start();
        let row = *self;
        (0..TEXTS).map(move |place| {
            let end = start + row.length(place);
            let text = row.texts.get(start..end).unwrap_or_default();
            start = end;
            text
        })
    }

    fn start(&self) -> usize {
        usize::try_from(self.word(28)).unwrap_or(usize::MAX / 2)
    }

    fn length(&self, place: usize) -> usize {
        let at = LENGTHS + 2 * place;
        usize::from(u16::from_le_bytes([self.numbers[at], self.numbers[at + 1]]))
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
    /// The row of a record, whose file had this stamp before it was read; none for
    /// a record with texts so long that nobody wants them in a list.
    pub(crate) fn of<R: Record>(
        stored: &Stored<R>,
        stamp: FileStamp,
        entries: Option<&Counted>,
    ) -> Option<NewRow> {
        let summary = stored.record.summary();
        let (_, name) = stored.file.path.rsplit_once('/')?;
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
            of(&summary.parent),
            summary.depends_on.as_str().to_owned(),
            of(&summary.resolution),
            summary.aliases.as_str().to_owned(),
            stored
                .record
                .uid()
                .map(ToString::to_string)
                .unwrap_or_default(),
            entries
                .map(|entries| entries.names.clone())
                .unwrap_or_default(),
        ];
        let mut row = NewRow {
            numbers: [0; SIZE],
            texts: texts.concat(),
        };
        for (place, text) in texts.iter().enumerate() {
            let length = u16::try_from(text.len()).ok()?;
            row.put(LENGTHS + 2 * place, &length.to_le_bytes());
        }
        let seconds = |time: Option<Timestamp>| time.map_or(NO_TIME, Timestamp::as_seconds);
        let mut flags = 0;
        if summary.is_archived {
            flags |= ARCHIVED;
        }
        if summary.story_points.is_some() {
            flags |= HAS_POINTS;
        }
        row.put(0, &stamp.modified.to_le_bytes());
        row.put(8, &stamp.changed.to_le_bytes());
        row.put(16, &stamp.inode.to_le_bytes());
        row.put(24, &u32::try_from(stamp.size).ok()?.to_le_bytes());
        row.put(68, &flags.to_le_bytes());
        row.put(72, &seconds(summary.created_at).to_le_bytes());
        row.put(80, &seconds(summary.moved_at).to_le_bytes());
        row.put(88, &seconds(summary.changed_at).to_le_bytes());
        row.put(96, &summary.due.map_or(NO_DAY, Date::as_days).to_le_bytes());
        row.put(100, &summary.story_points.unwrap_or(0).to_le_bytes());
        match entries {
            Some(entries) => set_entries(&mut row.numbers, entries),
            None => forget_entries(&mut row.numbers),
        }
        Some(row)
    }

    /// A row as it was, with other entries; none where they are too many.
    pub(crate) fn recounted(row: &Row<'_>, entries: &Counted) -> Option<NewRow> {
        let own = row.own_texts();
        let (others, _) = own.split_at_checked(own.len().checked_sub(row.length(ENTRIES))?)?;
        let mut new = NewRow {
            numbers: *row.numbers,
            texts: format!("{others}{}", entries.names),
        };
        let length = u16::try_from(entries.names.len()).ok()?;
        new.put(LENGTHS + 2 * ENTRIES, &length.to_le_bytes());
        set_entries(&mut new.numbers, entries);
        Some(new)
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        put(&mut self.numbers, at, bytes);
    }
}

/// Says which folder of the table a row's file lies in.
pub(crate) fn set_folder(numbers: &mut [u8; SIZE], folder: u32) {
    put(numbers, 136, &folder.to_le_bytes());
}

/// Says where in the table a row's texts begin.
pub(crate) fn set_start(numbers: &mut [u8; SIZE], start: u32) {
    put(numbers, 28, &start.to_le_bytes());
}

fn set_entries(numbers: &mut [u8; SIZE], entries: &Counted) {
    let newest = entries.count.newest.map_or(NO_TIME, Timestamp::as_seconds);
    put(numbers, 32, &entries.folder.modified.to_le_bytes());
    put(numbers, 40, &entries.folder.changed.to_le_bytes());
    put(numbers, 48, &entries.folder.inode.to_le_bytes());
    put(numbers, 56, &newest.to_le_bytes());
    put(numbers, 64, &entries.count.count.to_le_bytes());
}

/// Says that nobody knows a row's entries.
pub(crate) fn forget_entries(numbers: &mut [u8; SIZE]) {
    put(numbers, 32, &[0; 24]);
    put(numbers, 56, &NO_TIME.to_le_bytes());
    put(numbers, 64, &UNKNOWN.to_le_bytes());
}

fn put(numbers: &mut [u8; SIZE], at: usize, bytes: &[u8]) {
    numbers[at..at + bytes.len()].copy_from_slice(bytes);
}
