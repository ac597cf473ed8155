//! Characters that a reader can't see, made visible.
//!
//! Whoever makes a certificate, names an entry or answers in the cluster's place chooses these
//! texts. A right-to-left override or a zero-width space makes one name look like another, so
//! none of them reaches a person's eye as it is. Facts keep them, since they are compared and
//! sent; sentences and views do not.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character shows nothing of itself, or changes the order of those around it: control
/// characters (Cc), line and paragraph separators (Zl, Zp), what Unicode 17 lists as
/// `Default_Ignorable_Code_Point` (`DerivedCoreProperties.txt`), and the anchors of interlinear
/// annotations.
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

/// A text with each invisible character as `⟨U+202E⟩`, its number in Unicode.
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
        // 65 of Cc, 2 of Zl and Zp, 4,174 that are ignorable by default, 3 anchors.
        assert_eq!(invisible, 65 + 2 + 4174 + 3);
        for character in " \u{a0}azAZ09äßçñøžΩЖא漢字ก👍\u{301}".chars() {
            assert!(!is_invisible(character), "{character:?}");
        }
    }
}
