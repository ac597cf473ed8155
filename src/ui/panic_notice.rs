//! What the page says when the program itself breaks.

use web_sys::window;

use super::strings::labels;

/// Has a panic say in the page that it broke, and where. The panic's own message stays unsaid: it
/// might quote what was being read.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        let Some(document) = window().and_then(|window| window.document()) else { return };
        let (Some(body), Ok(message)) = (document.body(), document.create_element("p")) else {
            return;
        };
        message.set_class_name("boot-failure");
        // Nothing is left to handle an error here.
        drop(message.set_attribute("role", "alert"));
        message.set_text_content(Some(&format!("{} ({location})", labels::BROKEN.english())));
        drop(body.append_child(&message));
    }));
}
