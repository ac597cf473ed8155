//! What a person does with the page and reads in it.

use std::sync::OnceLock;
use std::time::Duration;

use demo::Running;
use demo::cluster::Entries;
use demo::faults::Rule;
use demo::users::Role;
use http::Method;
use serde_json::Value;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{By, RequestData, SessionId, TypingData, WebDriver, WebElement};

use crate::User;
use crate::browser::Browser;
use crate::language::Language;

/// How long a state may take to come: far longer than it does, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(20);

/// A tab with the panel, and the cluster behind it.
pub struct Page {
    pub driver: WebDriver,
    pub cluster: Running,
    /// Where the panel is.
    address: String,
    /// The process that the browser is a child of.
    pub driver_process: u32,
    /// The language that the page is expected to speak, if not English.
    language: OnceLock<Language>,
}

impl Page {
    pub fn new(browser: &Browser, cluster: Running, address: String) -> Self {
        Self {
            driver: browser.driver(),
            cluster,
            address,
            driver_process: browser.process(),
            language: OnceLock::new(),
        }
    }

    /// From now on the page is expected to speak this language; what is asked for stays English.
    pub fn speaks(&self, language: Language) {
        assert!(self.language.set(language).is_ok(), "a story has one language");
    }

    /// A text of the panel in the language that it is expected to speak.
    fn say(&self, english: &str) -> String {
        self.language.get().map_or_else(|| english.to_owned(), |language| language.say(english))
    }

    /// Texts in English that a page in another language shows.
    pub async fn english_left(&self) -> Vec<String> {
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

    /// Opens the panel.
    pub async fn open(&self) {
        self.open_at("").await;
    }

    /// Opens the panel at a place, such as `#/certificates/api` or `folder/panel/`.
    pub async fn open_at(&self, place: &str) {
        self.driver.goto(format!("{}{place}", self.address)).await.unwrap();
    }

    /// Opens the panel and signs in, up to the table.
    pub async fn signed_in(&self, user: &User) {
        self.open().await;
        self.sign_in(user).await;
        self.row("api").await;
    }

    /// Fills in the form and sends it.
    pub async fn sign_in(&self, user: &User) {
        self.type_into("Username", user.name).await;
        self.type_into("Password", user.password).await;
        self.press("Sign in").await;
    }

    /// Everything that the cluster has in its store, keys in clear.
    pub fn entries(&self) -> Entries {
        self.cluster.cluster().certificates(Role::Admin).unwrap().clone()
    }

    /// Somebody else deletes a certificate.
    pub fn remove(&self, name: &str) {
        self.cluster.cluster().delete(Role::Admin, name, None).unwrap();
    }

    /// The next matching requests go wrong.
    pub fn trouble(&self, rule: Rule) {
        self.cluster.faults().add(rule);
    }

    /// Presses a button by its name.
    pub async fn press(&self, name: &str) {
        self.role("button", name).await.click().await.unwrap();
    }

    /// Waits until a button can be pressed.
    pub async fn enabled(&self, name: &str) {
        self.until(&format!("{name:?} to be enabled"), async || {
            self.look("button", name).await?.is_enabled().await.ok()?.then_some(())
        })
        .await;
    }

    pub async fn type_into(&self, label: &str, text: &str) {
        self.role("textbox", label).await.send_keys(text).await.unwrap();
    }

    /// Asks for a deletion and confirms it.
    pub async fn delete(&self, name: &str) {
        self.press(&format!("Delete {name}")).await;
        self.role("alertdialog", &format!("Delete {name}?")).await;
        self.type_into(&format!("Type {name} to confirm"), name).await;
        self.press("Delete").await;
    }

    /// Types into the search box.
    pub async fn search(&self, text: &str) {
        self.role("searchbox", "Search").await.send_keys(text).await.unwrap();
    }

    pub async fn clear(&self, label: &str) {
        self.role("textbox", label).await.clear().await.unwrap();
    }

    /// Waits until an element holds a text, behind a dialog too.
    pub async fn holds(&self, css: &str, part: &str) {
        let part = &*self.say(part);
        let text = format!("return document.querySelector('{css}')?.textContent ?? ''");
        self.until(&format!("{css} that holds {part:?}"), async || {
            self.script(&text).await.as_str()?.contains(part).then_some(())
        })
        .await;
    }

    /// Moves the browser's clock on, as a computer's that sleeps.
    pub async fn let_pass(&self, seconds: u32) {
        self.script(&format!(
            "window.past = (window.past ?? 0) + {seconds} * 1000;
             const real = window.realNow ??= Date.now.bind(Date);
             Date.now = () => real() + window.past;"
        ))
        .await;
    }

    /// Presses a key wherever the focus is.
    pub async fn key(&self, key: impl Into<TypingData>) {
        self.driver.active_element().await.unwrap().send_keys(key).await.unwrap();
    }

    /// The row of a logical name.
    pub async fn row(&self, name: &str) -> WebElement {
        let path = format!("//tr[@role='row'][th[@role='rowheader'][normalize-space()='{name}']]");
        self.until(&format!("a row {name}"), async || {
            self.driver.find(By::XPath(path.as_str())).await.ok()
        })
        .await
    }

    /// Waits until the row of a name reads like this.
    pub async fn row_reads(&self, name: &str, part: &str) -> String {
        let part = &*self.say(part);
        self.until(&format!("a row {name} that reads {part:?}"), async || {
            let text = self.row(name).await.text().await.ok()?;
            text.contains(part).then_some(text)
        })
        .await
    }

    /// Waits for an element that Chromium gives this role and name to.
    pub async fn role(&self, role: &str, name: &str) -> WebElement {
        self.until(&format!("{role} named {name:?}"), async || self.look(role, name).await).await
    }

    /// Waits for an element of this role with a text in it, and gives its text.
    pub async fn reads(&self, role: &str, part: &str) -> String {
        let part = &*self.say(part);
        self.until(&format!("{role} that reads {part:?}"), async || {
            let all = self.driver.find_all(By::Css(format!("[role={role}]"))).await.ok()?;
            for element in all {
                // One that goes away meanwhile does not read anything.
                let text = element.text().await.unwrap_or_default();
                if text.contains(part) {
                    return Some(text);
                }
            }
            None
        })
        .await
    }

    /// Waits until no element of this role and name is left.
    pub async fn gone(&self, role: &str, name: &str) {
        self.until(&format!("no {role} named {name:?}"), async || {
            self.look(role, name).await.is_none().then_some(())
        })
        .await;
    }

    /// Waits until no element matches a selector.
    pub async fn none(&self, css: &str) {
        self.until(&format!("no {css}"), async || {
            self.driver.find_all(By::Css(css)).await.ok()?.is_empty().then_some(())
        })
        .await;
    }

    /// Waits until so many faults wait for a request.
    pub async fn faults_left(&self, count: usize) {
        self.until(&format!("{count} faults to be left"), async || {
            (self.cluster.faults().list().len() == count).then_some(())
        })
        .await;
    }

    /// Whether there is such an element now.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        self.look(role, name).await.is_some()
    }

    /// Waits until the element with the focus has this name.
    pub async fn focus_is_on(&self, name: &str) {
        let name = &*self.say(name);
        self.until(&format!("the focus on {name:?}"), async || {
            (self.focus_name().await? == name).then_some(())
        })
        .await;
    }

    /// The name of the element with the focus.
    pub async fn focus_name(&self) -> Option<String> {
        let element = self.driver.active_element().await.ok()?;
        self.computed(&element, "computedlabel").await
    }

    /// What a script in the page gives.
    pub async fn script(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// The whole document as text, closed parts included.
    pub async fn document(&self) -> String {
        let html = self.script("return document.documentElement.outerHTML").await;
        html.as_str().unwrap().to_owned()
    }

    /// Fails when the page violated its policy or left an error in the console. That an answer
    /// had an error status, the browser notes by itself.
    pub async fn assert_clean(&self) {
        let faults = self.complaints().await;
        assert!(faults.is_empty(), "the console is not clean: {faults:#?}");
    }

    /// What the console complains about.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.unwrap();
        log.into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .filter(|entry| entry.source.as_deref() != Some("network"))
            .map(|entry| entry.message)
            .collect()
    }

    async fn look(&self, role: &str, name: &str) -> Option<WebElement> {
        let name = &*self.say(name);
        let css = match role {
            "button" => "button",
            "textbox" => "input",
            "searchbox" => "input[type=search]",
            role => &format!("[role={role}], {role}"),
        };
        for element in self.driver.find_all(By::Css(css)).await.ok()? {
            if self.computed(&element, "computedlabel").await.as_deref() == Some(name)
                && element.is_displayed().await.unwrap_or(false)
            {
                let computed = self.computed(&element, "computedrole").await;
                assert_eq!(computed.as_deref(), Some(role), "the role of {name:?}");
                return Some(element);
            }
        }
        None
    }

    /// What Chromium tells assistive technology about an element.
    async fn computed(&self, element: &WebElement, what: &'static str) -> Option<String> {
        let request = Computed { element: element.element_id().to_string(), what };
        let answer = self.driver.cmd(request).await.ok()?;
        answer.value_json().ok()?.as_str().map(str::to_owned)
    }

    /// Waits until `look` finds what it looks for.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let patience = tokio::time::Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if tokio::time::Instant::now() > patience {
                let text = self.script("return document.body.innerText").await;
                let console = self.complaints().await;
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

/// A request of WebDriver that the client library lacks.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, what } = self;
        RequestData::new(Method::GET, format!("session/{session}/element/{element}/{what}"))
    }
}
