//! Which letters count as the same.
//!
//! Case and accents do not matter (`É` is `e`, `ß` is `ss`, `ø` is `o`), nor do
//! compatibility forms (`ﬁ`, full-width letters). Marks that make another
//! letter, such as the dots of kana and the vowels of Indic scripts, stay.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// A letter as it is compared, or what stands between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Folded {
    /// A letter or digit of a script that puts blanks between words.
    Letter(char),
    /// A letter of a script that does not, or a sign that is a word of its own.
    Symbol(char),
    /// Neither.
    Gap,
}

/// Calls `tell` for everything that `cluster`, a character with its marks, is compared as.
pub(crate) fn fold(cluster: &str, tell: &mut dyn FnMut(Folded)) {
    for composed in cluster.nfkc() {
        if is_unspaced(composed) {
            tell(Folded::Symbol(composed));
            continue;
        }
        for part in std::iter::once(composed).nfkd() {
            if is_accent(part) {
                continue;
            }
            for lower in part.to_lowercase() {
                letter(lower, tell);
            }
        }
    }
}

/// The same for ASCII, which most text is.
pub(crate) fn fold_ascii(c: char) -> Folded {
    if c.is_ascii_alphanumeric() {
        Folded::Letter(c.to_ascii_lowercase())
    } else {
        Folded::Gap
    }
}

fn letter(c: char, tell: &mut dyn FnMut(Folded)) {
    let plain = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ð' | 'đ' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ if c.is_alphanumeric() => return tell(Folded::Letter(c)),
        _ => return tell(Folded::Gap),
    };
    plain.chars().for_each(|c| tell(Folded::Letter(c)));
}

/// Whether a character belongs to the one before it.
pub(crate) fn continues(c: char) -> bool {
    !c.is_ascii() && (canonical_combining_class(c) != 0 || is_voicing(c) || is_inner_jamo(c))
}

/// Half-width kana carry their dots as characters of their own.
fn is_voicing(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Vowels and finals of Hangul syllables that are written letter by letter.
fn is_inner_jamo(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// Marks above, below and through a letter. The classes 7 to 9 are nukta, kana
/// dots and virama; vowel signs are in class 0.
fn is_accent(c: char) -> bool {
    canonical_combining_class(c) > 9
}

/// Whether words of the character's script run on without blanks, or it is a
/// sign that can be looked for by itself.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Myanmar
        | '\u{1100}'..='\u{11ff}' // Hangul letters
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{2190}'..='\u{24ff}' // arrows, operators, technical signs
        | '\u{25a0}'..='\u{27bf}' // shapes, pictures, dingbats
        | '\u{2900}'..='\u{2bff}' // more arrows
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}' // Hiragana
        | '\u{3099}'..='\u{309a}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' // Katakana
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3100}'..='\u{31ff}' // Bopomofo, Hangul and Katakana extensions
        | '\u{3400}'..='\u{4dbf}' // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' // Hangul syllables
        | '\u{f900}'..='\u{faff}'
        | '\u{1f000}'..='\u{1faff}' // pictures
        | '\u{20000}'..='\u{3ffff}')
}
