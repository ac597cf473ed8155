//! Makes invisible characters visible.
//!
//! Certificate issuers, entry names, and responses are untrusted. A right-to-left override or a
//! zero-width space makes one name look like another, so none of them is displayed as is. Facts
//! keep them, since they are compared and sent; sentences and views don't.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is invisible or reorders those around it: control characters (Cc), line and
/// paragraph separators (Zl, Zp), `Default_Ignorable_Code_Point` in Unicode 17
/// (`DerivedCoreProperties.txt`), and interlinear annotation anchors.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Replaces each invisible character with its code point: `⟨U+202E⟩`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_invisible(character) {
            // Writing to a String can't fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_shown_by_their_number() {
        for (text, shown) in [
            ("api", "api"),
            ("Müller & Söhne 日本 😀", "Müller & Söhne 日本 😀"),
            ("שלום", "שלום"),
            ("", ""),
            ("api\u{202e}gpj.exe", "api⟨U+202E⟩gpj.exe"),
            ("a\u{200b}pi", "a⟨U+200B⟩pi"),
            ("\u{feff}api\n", "⟨U+FEFF⟩api⟨U+000A⟩"),
            ("\u{2066}a\u{2069}", "⟨U+2066⟩a⟨U+2069⟩"),
            ("a\u{e0041}", "a⟨U+E0041⟩"),
            ("a\u{85}\u{2028}b", "a⟨U+0085⟩⟨U+2028⟩b"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn what_is_visible_stays_as_it_is() {
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let invisible = all.filter(|character| is_invisible(*character)).count();
        // 65 in Cc, 2 in Zl and Zp, 4,174 default-ignorable, 3 anchors.
        assert_eq!(invisible, 65 + 2 + 4174 + 3);
        for character in " \u{a0}azAZ09äßçñøžΩЖא漢字ก👍\u{301}".chars() {
            assert!(!is_invisible(character), "{character:?}");
        }
    }
}
