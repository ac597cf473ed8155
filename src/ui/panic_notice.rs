//! The message after a crash.

use web_sys::window;

use super::strings::labels;

/// Makes a panic show that the page crashed, and where. Omits the panic's own message, which might
/// quote input.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        let Some(document) = window().and_then(|window| window.document()) else { return };
        let (Some(body), Ok(message)) = (document.body(), document.create_element("p")) else {
            return;
        };
        message.set_class_name("boot-failure");
        // There is no way to handle an error here.
        drop(message.set_attribute("role", "alert"));
        message.set_text_content(Some(&format!("{} ({location})", labels::BROKEN.english())));
        drop(body.append_child(&message));
    }));
}
