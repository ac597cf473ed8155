//! Highlights search matches with the CSS Custom Highlight API, which doesn't modify the document.
//! Creating elements for matches in every row at every keystroke would take longer than the search.

use cert_inventory::Query;
use js_sys::{Array, Function, Map, Reflect, Set};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Range, window};

/// The class of elements whose own text is searched.
const SEARCHED: &str = "searched";

/// Its name in style/table.css.
const HIGHLIGHT: &str = "sought";

/// Highlights every match in an element, and clears all others. Does nothing without the API.
pub fn highlight(within: &Element, query: Option<&Query>) {
    let Some((highlights, highlight)) = highlights() else { return };
    if let Some(query) = query {
        let elements = within.get_elements_by_class_name(SEARCHED);
        for element in (0..elements.length()).filter_map(|at| elements.item(at)) {
            for range in matches(&element, query) {
                highlight.add(&range);
            }
        }
    }
    highlights.set(&HIGHLIGHT.into(), &highlight);
}

/// Removes all highlights.
pub fn clear() {
    if let Some((highlights, _)) = highlights() {
        highlights.delete(&HIGHLIGHT.into());
    }
}

/// The browser's highlights by name, and a new one. `HighlightRegistry` is a map and `Highlight` a
/// set of ranges.
fn highlights() -> Option<(Map, Set)> {
    let window = window()?;
    let css = Reflect::get(&window, &"CSS".into()).ok()?;
    let highlights = Reflect::get(&css, &"highlights".into()).ok()?;
    let class: Function = Reflect::get(&window, &"Highlight".into()).ok()?.dyn_into().ok()?;
    let highlight = Reflect::construct(&class, &Array::new()).ok()?;
    (!highlights.is_undefined()).then(|| (highlights.unchecked_into(), highlight.unchecked_into()))
}

fn matches(element: &Element, query: &Query) -> Vec<JsValue> {
    let text = element.text_content().unwrap_or_default();
    let nodes = text_nodes(element);
    let (mut matches, mut end) = (Vec::new(), 0);
    for (part, is_match) in query.split(&text) {
        let begin = end;
        end += length(part);
        if is_match {
            matches.extend(range(&nodes, begin, end).map(JsValue::from));
        }
    }
    matches
}

/// An element's text nodes, each with its start position in UTF-16 code units.
fn text_nodes(element: &Element) -> Vec<(u32, Node)> {
    let (nodes, mut end) = (element.child_nodes(), 0);
    let nodes = (0..nodes.length()).filter_map(|at| nodes.item(at));
    let texts = nodes.filter(|node| node.node_type() == Node::TEXT_NODE);
    texts
        .map(|node| {
            let begin = end;
            end += length(&node.node_value().unwrap_or_default());
            (begin, node)
        })
        .collect()
}

/// A range between two positions in these text nodes.
fn range(nodes: &[(u32, Node)], begin: u32, end: u32) -> Option<Range> {
    let range = Range::new().ok()?;
    let (from, first) = nodes.iter().rfind(|(from, _)| *from <= begin)?;
    range.set_start(first, begin - from).ok()?;
    let (from, last) = nodes.iter().rfind(|(from, _)| *from < end)?;
    range.set_end(last, end - from).ok()?;
    Some(range)
}

/// A text's length in UTF-16 code units, as in the DOM.
fn length(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}
