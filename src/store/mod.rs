//! Records as YAML files: where they lie, how they are read, how they are written.
//!
//! Readers never lock. Writers hold the clone's one lock, stage their files,
//! journal them and rename them into place ([`Transaction`]).

mod commit;
mod counter;
mod entries;
mod error;
mod files;
mod find;
mod journal;
mod layout;
mod load;
mod lock;
mod merge_file;
mod overwrite;
mod problem;
mod scan;
mod staged;
mod staging;
mod store_dir;
mod transaction;
mod version;
pub mod yaml;

pub use entries::EntryFile;
pub use entries::StoredEntry;
pub use error::StoreError;
pub use files::Disk;
pub use files::Files;
pub use files::Name;
pub use files::Names;
pub use files::Nature;
pub use find::FindError;
pub use journal::Journal;
pub use journal::Step;
pub use layout::RecordFile;
pub use load::Loaded;
pub use load::Stored;
pub use load::parse_entry;
pub use load::parse_record;
pub use load::unknown_fields;
pub use lock::Holder;
pub use merge_file::Choose;
pub use merge_file::FileKind;
pub use merge_file::FileMerge;
pub use merge_file::FileSides;
pub use merge_file::MarkedSides;
pub use merge_file::Marking;
pub use merge_file::MergeOutcome;
pub use merge_file::merge_bytes;
pub use merge_file::merge_bytes_with;
pub use merge_file::sides_of;
pub use overwrite::put_in_place;
pub use problem::Problem;
pub use problem::ProblemCode;
pub use scan::Listing;
pub use store_dir::Durability;
pub use store_dir::Store;
pub use store_dir::StoreSettings;
pub use transaction::FileChange;
pub use transaction::Receipt;
pub use transaction::Transaction;
pub use version::version_of;
