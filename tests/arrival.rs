//! What a person sees and can do before all of the program is there.

use browser_harness::{
    ADMIN, DevTools, LIST, Page, fault, scenario, scenario_across_origins, scenario_in,
    scenario_with, status,
};
use demo::Options;
use demo::faults::{Body, Fault};
use serde_json::{Value, json};

/// Network conditions; `None` is the network as it is.
async fn throttle(tools: &DevTools<'_>, bytes_per_second: Option<u32>) {
    let rate = bytes_per_second.map_or(-1, i64::from);
    let conditions = json!({
        "offline": false,
        "latency": 0,
        "downloadThroughput": rate,
        "uploadThroughput": -1,
    });
    tools.session.send_raw("Network.emulateNetworkConditions", conditions).await.unwrap();
}

/// Waits until an expression is true. The driver itself would wait until the page has loaded.
async fn until(page: &Page, tools: &DevTools<'_>, expression: &str) {
    page.until(expression, async || {
        (tools.evaluate(expression).await == Value::Bool(true)).then_some(())
    })
    .await;
}

async fn press_key(tools: &DevTools<'_>, key: &str, code: u32, text: &str) {
    for kind in ["keyDown", "keyUp"] {
        let text = if kind == "keyDown" { text } else { "" };
        let event = json!({"type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text});
        tools.session.send_raw("Input.dispatchKeyEvent", event).await.unwrap();
    }
}

/// Navigates over a network that takes seconds for the program, and waits for the form.
async fn open_slowly<'a>(page: &'a Page) -> DevTools<'a> {
    let tools = DevTools::of(page).await;
    tools.session.send_raw("Network.enable", json!({})).await.unwrap();
    throttle(&tools, Some(40_000)).await;
    let url = page.cluster.url();
    tools.session.send_raw("Page.navigate", json!({ "url": url })).await.unwrap();
    until(page, &tools, "document.activeElement?.id === 'username'").await;
    assert_eq!(tools.evaluate(IS_THERE).await, json!(false));
    tools
}

/// Whether the program has taken over the form.
const IS_THERE: &str = "document.getElementById('sign-in-form')?.onsubmit instanceof Function";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_before_the_program_is_there_stays() {
    scenario(async |page| {
        let tools = open_slowly(page).await;
        let text = json!({ "text": ADMIN.name });
        tools.session.send_raw("Input.insertText", text).await.unwrap();
        tools.evaluate("document.activeElement.setSelectionRange(2, 5)").await;
        throttle(&tools, None).await;
        until(page, &tools, IS_THERE).await;
        let state = "[document.activeElement.id, username.value, username.selectionStart,
            username.selectionEnd].join()";
        assert_eq!(tools.evaluate(state).await, json!(format!("username,{},2,5", ADMIN.name)));
        page.type_into("Password", ADMIN.password).await;
        page.press("Sign in").await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_before_the_program_is_there_signs_in() {
    scenario(async |page| {
        let tools = open_slowly(page).await;
        for text in [ADMIN.name, ADMIN.password] {
            tools.session.send_raw("Input.insertText", json!({ "text": text })).await.unwrap();
            match text == ADMIN.name {
                true => press_key(&tools, "Tab", 9, "").await,
                false => press_key(&tools, "Enter", 13, "\r").await,
            }
        }
        assert_eq!(tools.evaluate(IS_THERE).await, json!(false));
        throttle(&tools, None).await;
        page.row("api").await;
        page.assert_clean().await;
        // Once is enough: the form doesn't send itself again.
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        page.none("alert").await;
        assert_eq!(page.script("return username.value + password.value").await, json!(""));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_program_goes_and_says_so() {
    scenario(async |page| {
        page.inject(fault("GET /certdeck-*", 0, status(404, Body::None)));
        page.open().await;
        page.reads("alert", "Certdeck couldn’t start").await;
        assert_eq!(page.script("return document.querySelectorAll('input').length").await, 0);
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_script_is_missing_says_so() {
    scenario(async |page| {
        page.inject(fault("GET /boot-*", 1, status(404, Body::None)));
        page.open().await;
        page.until("the message to be seen", async || {
            let opacity = "return getComputedStyle(document.getElementById('not-started')).opacity";
            (page.script(opacity).await == "1").then_some(())
        })
        .await;
        page.console_errors().await;
        page.open().await;
        page.enabled("Deutsch").await;
        assert_eq!(page.script("return document.getElementById('not-started')").await, Value::Null);
    })
    .await;
}

/// The program's name in the server's faults.
const PROGRAM: &str = "GET /certdeck-*";

/// When the list was requested, and when the program had arrived, in the page's time.
const ORDER: &str = "const at = (part, when) => performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes(part)).map((entry) => entry[when]);
    return [at('/v1/cluster/certificates', 'startTime'), at('_bg.wasm', 'responseEnd')]";

async fn order(page: &Page) -> [Vec<f64>; 2] {
    serde_json::from_value(page.script(ORDER).await).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_on_its_way_before_the_program_is_there() {
    for no_sign_in in [true, false] {
        scenario_with(Options { no_sign_in, ..Options::default() }, async |page| {
            page.inject(fault(PROGRAM, 0, Fault::Hang));
            page.inject(fault(LIST, 1, Fault::WrongContentType));
            let tools = DevTools::of(page).await;
            let url = page.cluster.url();
            tools.session.send_raw("Page.navigate", json!({ "url": url })).await.unwrap();
            // That for the list is used up.
            page.faults_left(1).await;
            page.cluster.faults().clear();
            if !no_sign_in {
                page.sign_in(&ADMIN).await;
            }
            page.row("api").await;
            let [list, program] = order(page).await;
            // Once for the program, and again with credentials.
            assert_eq!(list.len(), if no_sign_in { 1 } else { 2 });
            assert!(list[0] < program[0]);
            page.press("Refresh").await;
            page.reads("status", "Refreshed").await;
        })
        .await;
    }
}

/// The page's requests aren't confined before.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_another_origin_waits_for_the_program() {
    scenario_across_origins(true, None, async |page| {
        let tools = DevTools::of(page).await;
        tools.session.send_raw("Network.enable", json!({})).await.unwrap();
        // The program takes longer than the configuration.
        throttle(&tools, Some(300_000)).await;
        page.open().await;
        throttle(&tools, None).await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        let [list, program] = order(page).await;
        assert_eq!(list.len(), 2);
        assert!(list.iter().all(|at| *at > program[0]));
    })
    .await;
}

/// Each layout shift since the page was opened, those soon after a key or click included: how much,
/// and what moved from where to where.
const SHIFTS: &str = "new Promise((done) => {
    const seen = [];
    const note = (list) => seen.push(...list.getEntries());
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
    const place = ({ x, y }) => `${x},${y}`;
    requestAnimationFrame(() => requestAnimationFrame(() => done(seen.map(({ value, sources }) =>
        [value, ...[...sources].map(({ node, previousRect, currentRect }) =>
            [(node?.outerHTML ?? node?.data ?? '').slice(0, 80), place(previousRect),
                place(currentRect)])]))));
})";

/// From the form to everything that comes after the list.
async fn assert_still(page: &Page, (width, height): (u32, u32)) {
    page.resize(width, height).await;
    page.signed_in(&ADMIN).await;
    page.role("button", "Export").await;
    page.until("the version and the license", async || {
        let text = "return document.querySelector('.cluster-facts')?.innerText";
        let text = page.script(text).await;
        text.as_str().filter(|text| text.contains("8.2.0") && text.contains("120")).map(|_| ())
    })
    .await;
    let shifts = DevTools::of(page).await.evaluate(SHIFTS).await;
    assert_eq!(shifts, json!([]), "{width} x {height}: {shifts:#}");
}

const DESKTOP: (u32, u32) = (1440, 900);
/// With a scroll bar, which phones draw over the page: 360 pixels are left.
const PHONE: (u32, u32) = (375, 780);

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_as_the_page_arrives() {
    scenario(async |page| {
        assert_still(page, DESKTOP).await;
        assert_still(page, PHONE).await;
    })
    .await;
}

/// Counts of verdicts that a cluster rarely has take more room.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_as_counts_of_more_verdicts_than_usual_arrive() {
    scenario(assert_still_with_all).await;
    scenario_in("de", assert_still_with_all).await;
}

async fn assert_still_with_all(page: &Page) {
    page.delete_out_of_band("ldap_client");
    let entries = page.entries();
    let (certificate, key) = (entries["cm_cert"].clone(), entries["cm_key"].clone());
    page.cluster.cluster().put("of_somebody", certificate, Some(key)).unwrap();
    // The issuers first is a warning.
    let (leaf, issuers) = entries["api_cert"].split_once("-----END CERTIFICATE-----").unwrap();
    let reversed = format!("{}\n{leaf}-----END CERTIFICATE-----\n", issuers.trim());
    page.cluster.cluster().put("sso_issuer", reversed, None).unwrap();
    for size in [PHONE, DESKTOP] {
        assert_still(page, size).await;
        let more = page.script("return document.querySelector('main [data-more]').dataset.more");
        assert!(["2", "3"].contains(&more.await.as_str().unwrap()), "too few verdicts");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_as_the_page_arrives_in_german() {
    scenario_in("de", async |page| {
        assert_still(page, DESKTOP).await;
        assert_still(page, PHONE).await;
    })
    .await;
}
