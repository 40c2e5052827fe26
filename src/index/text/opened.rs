//! An index that was found whole.

use std::path::Path;

use tantivy::Index;
use tantivy::SegmentReader;
use tantivy::directory::error::OpenReadError;

use crate::index::text::cache_directory::CacheDirectory;
use crate::index::text::known::Known;
use crate::index::text::known::generation;
use crate::index::text::schema::schema;
use crate::index::text::trouble::Trouble;

/// An index that was found whole, and what it knows.
pub(crate) struct Opened {
    pub(crate) index: Index,
    pub(crate) segments: Vec<SegmentReader>,
    pub(crate) known: Known,
}

impl Opened {
    /// Opens the index in `folder`.
    ///
    /// All checksums are compared. That costs less than a look at the records'
    /// files, and a page that a power cut left empty would otherwise change the
    /// answer without a sign. The generation is compared last: one that is still
    /// the sidecar's then was so from the beginning, as none comes twice.
    pub(crate) fn open(folder: &Path) -> Result<Opened, Trouble> {
        let (known, own_generation) = Known::read(folder)?;
        let index = Index::open(CacheDirectory::open(folder)?)?;
        if index.schema() != schema() {
            return Err(Trouble::Missing);
        }
        for path in index.load_metas()?.list_segment_files() {
            match index.directory().validate_checksum(&path) {
                Ok(true) | Err(OpenReadError::FileDoesNotExist(_)) => {}
                Ok(false) => return Err(Trouble::Damaged("a checksum is wrong")),
                Err(_) => return Err(Trouble::Damaged("a file cannot be read")),
            }
        }
        let segments = index.searchable_segments()?;
        let segments = segments.iter().map(SegmentReader::open);
        let segments = segments.collect::<Result<Vec<_>, _>>()?;
        if generation(folder)? != own_generation {
            return Err(Trouble::Damaged("it is not the generation that is known"));
        }
        Ok(Opened {
            index,
            segments,
            known,
        })
    }
}
