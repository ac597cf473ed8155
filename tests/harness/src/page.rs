//! What a user does on the page and reads there.

use std::fs::File;
use std::sync::OnceLock;
use std::time::Duration;

use demo::Running;
use demo::cluster::Entries;
use demo::faults::Rule;
use demo::users::Role;
use serde_json::Value;
use thirtyfour::{By, TypingData, WebDriver, WebElement};

use crate::browser::{Browser, Kind};
use crate::language::Language;
use crate::needles::Needles;
use crate::{User, processes, roles};

/// Timeout for a state: far longer than needed, even on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A tab with the panel, and its cluster.
pub struct Page {
    /// The browser's driver, for what has no method here.
    pub driver: WebDriver,
    /// The cluster, for external changes.
    pub cluster: Running,
    /// The panel's URL.
    address: String,
    /// The browser that it is in.
    pub kind: Kind,
    /// The process that the browser is a child of.
    driver_process: u32,
    /// The language that the page is expected to speak, if not English.
    language: OnceLock<Language>,
}

/// Navigation and sign-in.
impl Page {
    pub(crate) fn new(browser: &Browser, cluster: Running, address: String) -> Self {
        Self {
            driver: browser.driver(),
            cluster,
            address,
            kind: browser.kind(),
            driver_process: browser.process(),
            language: OnceLock::new(),
        }
    }

    /// Opens the panel.
    pub async fn open(&self) {
        self.open_at("").await;
    }

    /// Opens the panel at a path relative to its URL, such as `#/certificates/api` or
    /// `folder/panel/`.
    pub async fn open_at(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.address)).await.unwrap();
    }

    /// Changes the URL's fragment, as a link does.
    pub async fn go_to(&self, hash: &str) {
        self.script(&format!("location.hash = '{hash}'")).await;
    }

    /// Opens a name's drawer by URL.
    pub async fn open_drawer(&self, name: &str) -> WebElement {
        self.script(&format!("location.hash = '#/certificates/' + encodeURIComponent('{name}')"))
            .await;
        self.role("dialog", name).await
    }

    /// Closes the dialog with this name with its button.
    pub async fn close(&self, dialog: &str) {
        self.press("Close").await;
        self.gone("dialog", dialog).await;
    }

    /// Opens the panel, signs in, and waits for the table.
    pub async fn signed_in(&self, user: &User) {
        self.open().await;
        self.sign_in(user).await;
        self.row("api").await;
    }

    /// Fills in and submits the form.
    pub async fn sign_in(&self, user: &User) {
        self.type_into("Username", user.name).await;
        self.type_into("Password", user.password).await;
        self.press("Sign in").await;
    }
}

/// Access to the cluster.
impl Page {
    /// Everything in the cluster's store, with keys in plaintext.
    pub fn entries(&self) -> Entries {
        self.cluster.cluster().certificates(Role::Admin).unwrap().clone()
    }

    /// Deletes a certificate out of band.
    pub fn delete_out_of_band(&self, name: &str) {
        self.cluster.cluster().delete(Role::Admin, name, None).unwrap();
    }

    /// Injects a fault into the next matching requests.
    pub fn inject(&self, rule: Rule) {
        self.cluster.faults().add(rule);
    }

    /// Waits until this many faults are pending.
    pub async fn faults_left(&self, count: usize) {
        self.until(&format!("{count} faults to be left"), async || {
            (self.cluster.faults().list().len() == count).then_some(())
        })
        .await;
    }

    /// Advances the browser's clock, as if the computer had slept.
    pub async fn advance_clock(&self, seconds: u32) {
        self.script(&format!(
            "window.past = (window.past ?? 0) + {seconds} * 1000;
             const real = window.realNow ??= Date.now.bind(Date);
             Date.now = () => real() + window.past;"
        ))
        .await;
    }
}

/// User actions.
impl Page {
    /// Presses a button by name.
    pub async fn press(&self, name: &str) {
        let button = self.role("button", name).await;
        // The driver takes one that a scrolled dialog cuts off for visible, and clicks beside it.
        let scroll = "arguments[0].scrollIntoView({ block: 'nearest' })";
        self.driver.execute(scroll, vec![button.to_json().unwrap()]).await.unwrap();
        button.click().await.unwrap();
    }

    /// Presses a button covered by a dialog. It has no computed role, so it's found by text.
    pub async fn press_covered(&self, text: &str) {
        let path = format!("//button[normalize-space()='{}']", self.localized(text));
        let button = self.driver.find(By::XPath(path)).await.unwrap();
        self.driver.execute("arguments[0].click()", vec![button.to_json().unwrap()]).await.unwrap();
    }

    /// Presses a button of the bar, which is in its menu where the page is narrow.
    pub async fn press_in_bar(&self, name: &str) {
        if self.has("button", "Menu").await {
            self.press("Menu").await;
        }
        self.press(name).await;
    }

    /// Shows the timeline, which is folded where the page is narrow.
    pub async fn unfold_timeline(&self) {
        self.reads("figure", "").await;
        if self.has("button", "Show the timeline").await {
            self.press("Show the timeline").await;
        }
    }

    /// Opens a disclosure (`details`) by its summary, which has no role that WebDriver names.
    pub async fn expand(&self, summary: &str) {
        let path = format!("//summary[normalize-space()='{}']", self.localized(summary));
        self.until(&format!("a summary {summary:?}"), async || {
            let summary = self.driver.find(By::XPath(path.as_str())).await.ok()?;
            // At the top, where the driver would scroll it, a heading may cover it.
            let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
            self.driver.execute(scroll, vec![summary.to_json().ok()?]).await.ok()?;
            summary.click().await.ok()
        })
        .await;
    }

    /// Types into a text box by label.
    pub async fn type_into(&self, label: &str, text: &str) {
        self.role("textbox", label).await.send_keys(text).await.unwrap();
    }

    /// Clears a text box.
    pub async fn clear(&self, label: &str) {
        let role = if label == "Search" { "searchbox" } else { "textbox" };
        self.role(role, label).await.clear().await.unwrap();
    }

    /// Types into the search box.
    pub async fn search(&self, text: &str) {
        self.role("searchbox", "Search").await.send_keys(text).await.unwrap();
    }

    /// Presses a key on the focused element.
    pub async fn key(&self, key: impl Into<TypingData>) {
        self.driver.active_element().await.unwrap().send_keys(key).await.unwrap();
    }

    /// Makes the window as narrow as this, or as the browser lets it be.
    pub async fn resize(&self, width: u32, height: u32) {
        self.driver.set_window_rect(0, 0, width, height).await.unwrap();
    }

    /// Asks for a deletion and confirms it.
    pub async fn delete(&self, name: &str) {
        self.press(&format!("Delete {name}")).await;
        self.role("alertdialog", &format!("Delete {name}?")).await;
        self.type_into(&format!("Type {name} to confirm"), name).await;
        self.press("Delete").await;
    }
}

/// What a user finds and reads.
impl Page {
    /// Waits for an element with this computed role and name.
    pub async fn role(&self, role: &str, name: &str) -> WebElement {
        self.until(&format!("{role} named {name:?}"), async || self.find(role, name).await).await
    }

    /// Whether such an element currently exists.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        self.find(role, name).await.is_some()
    }

    /// Waits until no element with this role and name exists.
    pub async fn gone(&self, role: &str, name: &str) {
        self.until(&format!("no {role} named {name:?}"), async || {
            self.find(role, name).await.is_none().then_some(())
        })
        .await;
    }

    /// Waits until no element with this role exists.
    pub async fn none(&self, role: &str) {
        self.none_in("body", role).await;
    }

    /// Waits until no element with this role exists in the page's main element, which excludes
    /// notices.
    pub async fn none_in_main(&self, role: &str) {
        self.none_in("main", role).await;
    }

    async fn none_in(&self, part: &str, role: &str) {
        let inside = format!("{part} :is({})", roles::selector(role));
        self.until(&format!("no {role} in {part}"), async || {
            self.driver.find_all(By::Css(&inside)).await.ok()?.is_empty().then_some(())
        })
        .await;
    }

    /// Waits for an element with this role and text, and returns its full text.
    pub async fn reads(&self, role: &str, part: &str) -> String {
        let part = &*self.localized(part);
        self.until(&format!("{role} that reads {part:?}"), async || {
            self.texts(role).await?.into_iter().find(|text| text.contains(part))
        })
        .await
    }

    /// Waits until no element with this role contains the text.
    pub async fn reads_no_more(&self, role: &str, part: &str) {
        let part = &*self.localized(part);
        self.until(&format!("no {role} that reads {part:?}"), async || {
            self.texts(role).await?.iter().all(|text| !text.contains(part)).then_some(())
        })
        .await;
    }

    /// Waits until the tab's title contains the text.
    pub async fn title_reads(&self, part: &str) {
        let part = &*self.localized(part);
        self.until(&format!("a title that reads {part:?}"), async || {
            self.driver.title().await.ok()?.contains(part).then_some(())
        })
        .await;
    }

    /// A logical name's row.
    pub async fn row(&self, name: &str) -> WebElement {
        let path = format!("//tr[@role='row'][th[@role='rowheader'][normalize-space()='{name}']]");
        self.until(&format!("a row {name}"), async || {
            self.driver.find(By::XPath(path.as_str())).await.ok()
        })
        .await
    }

    /// Waits until a name's row contains the text.
    pub async fn row_reads(&self, name: &str, part: &str) -> String {
        let part = &*self.localized(part);
        self.until(&format!("a row {name} that reads {part:?}"), async || {
            let text = self.row(name).await.text().await.ok()?;
            text.contains(part).then_some(text)
        })
        .await
    }

    /// Waits until a button is enabled.
    pub async fn enabled(&self, name: &str) {
        self.until(&format!("{name:?} to be enabled"), async || {
            self.find("button", name).await?.is_enabled().await.ok()?.then_some(())
        })
        .await;
    }

    /// Waits until the focused element has this name.
    pub async fn focus_is_on(&self, name: &str) {
        let name = &*self.localized(name);
        self.until(&format!("the focus on {name:?}"), async || {
            (self.focus_name().await? == name).then_some(())
        })
        .await;
    }

    /// The focused element's name.
    pub async fn focus_name(&self) -> Option<String> {
        let element = self.driver.active_element().await.ok()?;
        roles::computed_name(&self.driver, &element).await
    }

    async fn find(&self, role: &str, name: &str) -> Option<WebElement> {
        roles::find(&self.driver, role, &self.localized(name)).await
    }

    /// WebKit's driver gives no text that is only read aloud.
    async fn text_of(&self, element: &WebElement) -> Option<String> {
        match self.kind {
            Kind::WebKit => element.prop("innerText").await.ok()?,
            _ => element.text().await.ok(),
        }
    }

    /// What the elements of a role read.
    async fn texts(&self, role: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for element in roles::find_all(&self.driver, role).await? {
            // One that goes away meanwhile does not read anything.
            texts.push(self.text_of(&element).await.unwrap_or_default());
        }
        Some(texts)
    }
}

/// Browser-level checks.
impl Page {
    /// A script's result.
    pub async fn script(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// The whole document as text, including closed parts.
    pub async fn document(&self) -> String {
        let html = self.script("return document.documentElement.outerHTML").await;
        html.as_str().unwrap().to_owned()
    }

    /// Fails if the page violated its policy or logged an error. Browsers log error statuses
    /// themselves, so those don't count.
    pub async fn assert_clean(&self) {
        let errors = self.console_errors().await;
        assert!(errors.is_empty(), "the console is not clean: {errors:#?}");
    }

    /// What of the needles is in the memory of the processes that run the browser's pages.
    pub fn found_in_memory(&self, needles: &Needles) -> Vec<String> {
        let mut found = Vec::new();
        self.each_piece_of_memory(|bytes| {
            found.extend(needles.found_in(bytes).into_iter().map(str::to_owned));
        });
        found
    }

    /// Whether that memory can be read here at all.
    pub fn sees_memory(&self) -> bool {
        processes::of_pages(self.kind, self.driver_process)
            .iter()
            .any(|process| File::open(process.join("mem")).is_ok())
    }

    pub(crate) fn each_piece_of_memory(&self, mut look: impl FnMut(&[u8])) {
        for process in processes::of_pages(self.kind, self.driver_process) {
            processes::each_piece(&process, &mut look);
        }
    }

    /// The errors that the console has had since it was last looked at. Where the driver gives no
    /// console, those that `dist_with_script` notes.
    pub async fn console_errors(&self) -> Vec<String> {
        if self.kind != Kind::Chromium {
            let noted = self.script("return window.complaints?.splice(0) ?? []").await;
            return serde_json::from_value(noted).unwrap();
        }
        let log = self.driver.browser_log().await.unwrap();
        log.into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .filter(|entry| entry.source.as_deref() != Some("network"))
            .map(|entry| entry.message)
            .collect()
    }

    /// Waits until `look` returns a value.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let deadline = tokio::time::Instant::now() + TIMEOUT;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if tokio::time::Instant::now() > deadline {
                let text = self.script("return document.body.innerText").await;
                let console = self.console_errors().await;
                let focus = "return document.activeElement.outerHTML.slice(0, 200)";
                let focus = self.script(focus).await;
                panic!(
                    "waited for {what} in vain; the page reads: {text}\nfocus: {focus}\n\
                     console: {console:#?}"
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Languages.
impl Page {
    /// Sets the page's expected language; arguments stay in English.
    pub(crate) fn set_language(&self, language: Language) {
        assert!(self.language.set(language).is_ok(), "a scenario has one language");
    }

    /// A text of the panel in the expected language.
    pub fn localized(&self, english: &str) -> String {
        self.language.get().map_or_else(|| english.to_owned(), |own| own.translate(english))
    }

    /// English texts on a page in another language.
    pub async fn untranslated_texts(&self) -> Vec<String> {
        let Some(language) = self.language.get() else { return Vec::new() };
        let texts = self
            .script(
                "const texts = [document.title];
                 const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                 while (walk.nextNode()) texts.push(walk.currentNode.data.trim());
                 for (const name of ['aria-label', 'title', 'placeholder'])
                     for (const element of document.querySelectorAll(`body [${name}]`))
                         texts.push(element.getAttribute(name));
                 return texts",
            )
            .await;
        let texts: Vec<String> = serde_json::from_value(texts).unwrap();
        texts.into_iter().filter(|text| language.is_english(text)).collect()
    }
}
