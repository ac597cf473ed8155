//! Accessibility: axe-core in every state, everything by keyboard, and the accessibility tree.
//!
//! The tree is stored in `snapshots/`, so that an unintended change shows. After an intended one,
//! `INSTA_UPDATE=always cargo xtask test` updates it.

use std::fmt::Write;

use demo::faults::Fault;
use serde_json::{Value, json};
use thirtyfour::Key;

use browser_harness::{
    ADMIN, ANY_DELETE, Page, VIEWPORTS, Viewport, fault, scenario, scenario_in, visit_states,
};

/// Separate tests, to run in parallel.
macro_rules! in_each_look {
    ($($test:ident: $viewport:expr, $scenario:expr;)*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $test() {
            ($scenario)(async |page: &Page| no_violation(page, VIEWPORTS[$viewport]).await).await;
        })*
    };
}

in_each_look! {
    no_violation_on_a_light_monitor: 0, scenario;
    no_violation_on_a_dark_monitor: 1, scenario;
    no_violation_on_a_light_phone: 2, scenario;
    no_violation_on_a_dark_phone: 3, scenario;
    no_violation_in_german_on_a_light_monitor: 0, async |steps| scenario_in("de", steps).await;
    no_violation_in_german_on_a_dark_phone: 3, async |steps| scenario_in("de", steps).await;
}

/// In German, also no English text.
async fn no_violation(page: &Page, viewport: Viewport) {
    let axe = std::env::var("AXE_CORE").expect("AXE_CORE names axe.min.js; cargo xtask test does");
    let axe = std::fs::read_to_string(axe).unwrap();
    viewport.set(page).await;
    let mut found = Vec::new();
    let mut states = 0;
    visit_states(page, async |state| {
        states += 1;
        let violations = violations(page, &axe).await.into_iter();
        let english =
            page.untranslated_texts().await.into_iter().map(|text| format!("English: {text}"));
        found.extend(violations.chain(english).map(|it| format!("{state}: {it}")));
    })
    .await;
    assert!(found.is_empty(), "{found:#?}");
    assert!(states > 15, "only {states} states");
}

/// Fails if axe-core finds a violation.
pub(crate) async fn assert_no_violations(page: &Page, state: &str) {
    let axe = std::fs::read_to_string(std::env::var("AXE_CORE").unwrap()).unwrap();
    let found = violations(page, &axe).await;
    assert!(found.is_empty(), "{state}: {found:#?}");
}

/// axe-core's violations by the rules of WCAG 2.0 to 2.2, A and AA, and its own best practices.
async fn violations(page: &Page, axe: &str) -> Vec<String> {
    if page.script("return typeof axe").await == "undefined" {
        page.script(axe).await;
    }
    let found = page
        .script(
            "return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
                'wcag22aa', 'best-practice'] }).then(({ violations, passes }) => ({
                passes: passes.length,
                violations: violations.flatMap(({ id, help, nodes }) => nodes.map((node) =>
                    `${id} (${help}): ${node.html.slice(0, 200)} ${node.failureSummary}`)) }))",
        )
        .await;
    assert!(found["passes"].as_u64().unwrap() > 5, "axe-core looked at nothing: {found}");
    serde_json::from_value(found["violations"].clone()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_a_planted_violation() {
    let axe = std::fs::read_to_string(std::env::var("AXE_CORE").unwrap()).unwrap();
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.script(
            "const button = document.createElement('button');
             document.querySelector('main').append(button)",
        )
        .await;
        let found = violations(page, &axe).await;
        assert!(found.len() == 1 && found[0].starts_with("button-name"), "{found:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_works_by_keyboard_alone() {
    scenario(async |page| {
        page.open().await;
        page.focus_is_on("Username").await;
        page.key(ADMIN.name).await;
        page.key(Key::Tab).await;
        page.key(ADMIN.password).await;
        page.key(Key::Enter).await;
        page.row("api").await;
        page.key("/").await;
        page.focus_is_on("Search").await;
        page.key("sso").await;
        page.reads("status", "Showing 2 of 11").await;
        // Inspect.
        tab_to(page, "sso_issuer").await;
        page.key(Key::Enter).await;
        page.role("dialog", "sso_issuer").await;
        page.key("j").await;
        page.role("dialog", "sso_service").await;
        page.key(Key::Escape).await;
        page.gone("dialog", "sso_service").await;
        page.focus_is_on("sso_service").await;
        page.key("k").await;
        page.focus_is_on("sso_issuer").await;
        // Cancel a deletion: the focus returns to its button.
        tab_to(page, "Delete sso_issuer").await;
        page.key(Key::Enter).await;
        page.focus_is_on("Type sso_issuer to confirm").await;
        page.key(Key::Escape).await;
        page.focus_is_on("Delete sso_issuer").await;
        // Delete: the focus moves to the next row.
        page.key(Key::Enter).await;
        page.focus_is_on("Type sso_issuer to confirm").await;
        page.key("sso_issuer").await;
        page.key(Key::Enter).await;
        page.reads("status", "Deleted sso_issuer").await;
        page.focus_is_on("sso_service").await;
        tab_to(page, "Sign out").await;
        page.key(Key::Enter).await;
        page.focus_is_on("Username").await;
    })
    .await;
}

/// Presses Tab until an element with this name has the focus.
async fn tab_to(page: &Page, name: &str) {
    for _ in 0..60 {
        page.key(Key::Tab).await;
        if page.focus_name().await.as_deref() == Some(name) {
            return;
        }
    }
    panic!("the Tab key does not lead to {name:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accessibility_tree_has_not_changed() {
    const KEPT: [&str; 6] = ["sign-in", "table", "drawer-findings", "dialog", "success", "stale"];
    let mut kept = Vec::new();
    scenario(async |page| {
        VIEWPORTS[0].set(page).await;
        visit_states(page, async |state| {
            if KEPT.contains(&state) {
                kept.push((state.to_owned(), accessibility_tree(page).await));
            }
        })
        .await;
    })
    .await;
    assert_eq!(kept.len(), KEPT.len());
    for (state, tree) in kept {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(state, tree);
        });
    }
}

/// The accessibility tree's roles and names, indented; values that vary by day are replaced.
async fn accessibility_tree(page: &Page) -> String {
    let cdp = page.driver.cdp();
    let tree = cdp.send_raw("Accessibility.getFullAXTree", json!({})).await.unwrap();
    let nodes = tree["nodes"].as_array().unwrap();
    let mut text = String::new();
    write_node(&mut text, nodes, &nodes[0], 0);
    text
}

fn write_node(text: &mut String, nodes: &[Value], node: &Value, depth: usize) {
    // Skip text that is already in its parent's name.
    let said = node["ignored"] != true
        && !["InlineTextBox", "none", "generic", "ListMarker", "LineBreak"].contains(&role(node));
    if said {
        write_line(text, role(node), name(node), depth);
    }
    let depth = depth + usize::from(said);
    let children: Vec<_> = node["childIds"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| nodes.iter().find(|node| node["nodeId"] == *id))
        .filter(|child| role(child) != "LineBreak")
        .collect();
    // Where a text may wrap, it is in pieces.
    let is_text = |node: &Value| role(node) == "StaticText";
    for piece in children.chunk_by(|one, other| is_text(one) && is_text(other)) {
        match piece {
            [child] if !is_text(child) => write_node(text, nodes, child, depth),
            texts => {
                let whole: String = texts.iter().map(|text| name(text)).collect();
                write_line(text, "StaticText", &whole, depth);
            }
        }
    }
}

fn write_line(text: &mut String, role: &str, name: &str, depth: usize) {
    writeln!(text, "{:1$}{role} {2}", "", depth * 2, constant(name)).unwrap();
}

fn role(node: &Value) -> &str {
    node["role"]["value"].as_str().unwrap_or_default()
}

fn name(node: &Value) -> &str {
    node["name"]["value"].as_str().unwrap_or_default()
}

/// A name without what varies between runs of the demo: numbers, days, digests, months.
fn constant(name: &str) -> String {
    let word = |word: &str| {
        let is_hex = word.len() > 16 && word.chars().all(|c| c.is_ascii_hexdigit() || c == ':');
        let is_month = MONTHS.contains(&word);
        match word {
            _ if is_hex => "<hex>".to_owned(),
            _ if is_month => "<month>".to_owned(),
            "AM" | "PM" => "<half>".to_owned(),
            word => digits(word),
        }
    };
    if name.starts_with("-----BEGIN") {
        return "<PEM>".to_owned();
    }
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Replaces each run of digits with 0.
fn digits(word: &str) -> String {
    let mut constant = String::new();
    for c in word.chars() {
        match c {
            '0'..='9' if constant.ends_with('0') => {}
            '0'..='9' => constant.push('0'),
            c => constant.push(c),
        }
    }
    constant
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_at_400_percent_with_wide_text() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        // 400% of 1280 pixels (WCAG 2.2, 1.4.10), with the spacing of 1.4.12.
        Viewport { scheme: "light", width: 320, height: 256 }.set(page).await;
        let spacing = "const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
            document.adoptedStyleSheets = [sheet];";
        page.script(spacing).await;
        // Pixels of any element, so not by role: visually hidden content, scroll containers, and
        // drawings may be wider.
        let wide = "return [...document.querySelectorAll('body *')].filter((element) =>
            element.getBoundingClientRect().right > innerWidth + 1
            && !element.closest('.visually-hidden, svg, pre, .overview, .tabs')).map((element) => element.outerHTML
            .slice(0, 120))";
        assert_eq!(page.script(wide).await, json!([]));
        page.inject(fault(ANY_DELETE, 1, Fault::NodeDisk));
        page.press("Delete ldap_client").await;
        assert_eq!(page.script(wide).await, json!([]));
        page.press("Cancel").await;
        page.cluster.faults().clear();
        page.open_drawer("syncer").await;
        assert_eq!(page.script(wide).await, json!([]));
        page.press("Close").await;
    })
    .await;
}
