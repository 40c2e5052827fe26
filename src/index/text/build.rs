//! Making an index, and bringing one up to date.

use std::path::Path;

use tantivy::Index;
use tantivy::IndexWriter;
use tantivy::TantivyDocument;
use tantivy::Term;

use crate::index::text::cache_directory::CacheDirectory;
use crate::index::text::corpus::Corpus;
use crate::index::text::document::DocumentText;
use crate::index::text::known::Entry;
use crate::index::text::known::Known;
use crate::index::text::known::Standing;
use crate::index::text::known::Standings;
use crate::index::text::opened::Opened;
use crate::index::text::place::Place;
use crate::index::text::schema;
use crate::index::text::trouble::Trouble;
use crate::index::text::workshop::Workshop;

/// Memory for the words of a new index before they are written.
const BUILD_BYTES: usize = 64 << 20;

/// The least that tantivy allows for adding to an index.
const UPDATE_BYTES: usize = 16 << 20;

/// Makes an index of all records and puts it in the place of the one there was.
pub(crate) fn build(workshop: &Workshop, corpus: Corpus<'_>) -> Result<(), Trouble> {
    let bench = workshop.bench()?;
    let directory = CacheDirectory::open(&bench)?;
    // Unlike the usual writer, this one has no threads and makes one segment.
    let mut writer = Index::builder()
        .schema(schema::schema())
        .settings(schema::settings())
        .tokenizers(schema::tokenizers())
        .single_segment_index_writer::<TantivyDocument>(directory, BUILD_BYTES)?;
    let mut known = Known::default();
    for source in 0..corpus.sources.len() {
        let number = known.next_number;
        if let Some(document) = known.add(corpus, source, number) {
            writer.add_document(document)?;
        }
    }
    writer.finalize()?;
    known.write(&bench)?;
    workshop.deliver()
}

/// Adds to an index in one commit what it does not know, and takes out what is no more.
pub(crate) fn update(
    _workshop: &Workshop,
    folder: &Path,
    opened: &Opened,
    standings: &Standings,
    corpus: Corpus<'_>,
) -> Result<(), Trouble> {
    let mut index = opened.index.clone();
    index.set_tokenizers(schema::tokenizers());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, UPDATE_BYTES)?;
    let forget = |writer: &IndexWriter, number: u32| {
        writer.delete_term(Term::from_field_u64(schema::number_field(), number.into()));
    };
    for number in &standings.gone {
        forget(&writer, *number);
    }
    let mut known = Known {
        next_number: opened.known.next_number,
        entries: Vec::with_capacity(corpus.sources.len()),
    };
    for (source, standing) in standings.of.iter().enumerate() {
        match standing {
            Standing::Fresh(number) => known.keep(corpus, source, Some(*number)),
            Standing::Unreadable => known.keep(corpus, source, None),
            Standing::Dirty(before) => {
                if let Some(number) = before {
                    forget(&writer, *number);
                }
                let number = known.next_number;
                if let Some(document) = known.add(corpus, source, number) {
                    writer.add_document(document)?;
                }
            }
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    known.write(folder)
}

impl Known {
    /// Notes a record that is in the index as it is.
    fn keep(&mut self, corpus: Corpus<'_>, source: usize, number: Option<u32>) {
        let source = &corpus.sources[source];
        if let Some(fingerprint) = source.fingerprint {
            self.entries.push(Entry {
                path: source.path.clone(),
                fingerprint,
                number,
            });
        }
    }

    /// Reads a record and notes it; what it has for the index, if anything.
    ///
    /// A record without a fingerprint would never be found fresh.
    fn add(&mut self, corpus: Corpus<'_>, source: usize, number: u32) -> Option<TantivyDocument> {
        corpus.sources[source].fingerprint?;
        let text = corpus.text(source);
        self.keep(corpus, source, text.is_some().then_some(number));
        let document = document(&text?, number);
        self.next_number += 1;
        Some(document)
    }
}

fn document(text: &DocumentText, number: u32) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_u64(schema::number_field(), number.into());
    for place in Place::ALL {
        for text in text.texts(place) {
            document.add_text(schema::field(place), text);
        }
    }
    document
}
