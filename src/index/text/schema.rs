//! The fields of the index, and how tantivy is given our words.

use tantivy::IndexSettings;
use tantivy::schema::FAST;
use tantivy::schema::Field;
use tantivy::schema::INDEXED;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::Schema;
use tantivy::schema::TextFieldIndexing;
use tantivy::schema::TextOptions;
use tantivy::store::Compressor;
use tantivy::tokenizer::Token;
use tantivy::tokenizer::TokenStream;
use tantivy::tokenizer::Tokenizer;
use tantivy::tokenizer::TokenizerManager;

use crate::index::text::place::Place;
use crate::index::text::words::Purpose;
use crate::index::text::words::each_word;

/// The number of a document, by which [`Known`](super::known::Known) tells its
/// record. It is a column, so that a common word's thousands of documents are
/// named without reading thousands of stored ones.
pub(crate) const NUMBER: &str = "number";

const TOKENIZER: &str = "words";

/// The fields: the number, and one for each place. Nothing is stored.
pub(crate) fn schema() -> Schema {
    let mut schema = Schema::builder();
    schema.add_u64_field(NUMBER, INDEXED | FAST);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    for place in Place::ALL {
        schema.add_text_field(place.as_str(), text.clone());
    }
    schema.build()
}

/// The field of the number.
pub(crate) fn number_field() -> Field {
    Field::from_field_id(0)
}

/// The field of a place.
pub(crate) fn field(place: Place) -> Field {
    let rank = u32::try_from(place.rank()).unwrap_or(u32::MAX - 1);
    Field::from_field_id(rank + 1)
}

/// How the index is kept: what little is stored is not compressed.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

/// Lets an index that is written take texts apart as we do.
pub(crate) fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(TOKENIZER, WordTokenizer::default());
    tokenizers
}

/// Our words as tantivy asks for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordTokenizer {
    text: String,
    ends: Vec<(usize, u32)>,
}

/// The words of one text.
#[derive(Debug)]
pub(crate) struct WordStream<'a> {
    words: &'a WordTokenizer,
    next: usize,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.text.clear();
        self.ends.clear();
        each_word(text, Purpose::Document, 0, &mut |word| {
            self.text.push_str(word.text);
            self.ends.push((self.text.len(), word.position));
        });
        WordStream {
            words: self,
            next: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((end, position)) = self.words.ends.get(self.next) else {
            return false;
        };
        let start = self
            .next
            .checked_sub(1)
            .map_or(0, |last| self.words.ends[last].0);
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(&self.words.text[start..*end]);
        self.token.position = usize::try_from(*position).unwrap_or(usize::MAX);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
