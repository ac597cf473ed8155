//! Roles and names as the browser computes them: the one place that knows which elements can have a
//! role.

use http::Method;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{By, RequestData, SessionId, WebDriver, WebElement};

/// The first visible element with this role and accessible name.
pub async fn find(driver: &WebDriver, role: &str, name: &str) -> Option<WebElement> {
    for element in find_all(driver, role).await? {
        if computed_name(driver, &element).await.as_deref() == Some(name)
            && element.is_displayed().await.unwrap_or(false)
        {
            let computed = computed(driver, &element, "computedrole").await.unwrap();
            // HTML gives a password's box no role, and Firefox says so.
            assert!(computed.is_empty() || computed == role, "{computed}, the role of {name:?}");
            return Some(element);
        }
    }
    None
}

/// The elements with this implicit or explicit role, including those behind a dialog, for which
/// Chromium computes none.
pub async fn find_all(driver: &WebDriver, role: &str) -> Option<Vec<WebElement>> {
    driver.find_all(By::Css(selector(role))).await.ok()
}

/// An element's accessible name.
pub async fn computed_name(driver: &WebDriver, element: &WebElement) -> Option<String> {
    computed(driver, element, "computedlabel").await
}

/// Elements that can have a role, by HTML's mapping (HTML-AAM) or a `role` attribute.
pub fn selector(role: &str) -> String {
    let native = match role {
        "article" => "article",
        "banner" => "header",
        "button" => "button",
        "checkbox" => "input[type=checkbox]",
        "combobox" => "select",
        "dialog" => "dialog:not([role])",
        "figure" => "figure",
        "form" => "form",
        "group" => "details, fieldset",
        "link" => "a[href]:not([role])",
        "list" => "ol, ul",
        "main" => "main",
        "searchbox" => "input[type=search]",
        "table" => "table",
        "textbox" => "input:not([type]), input[type=text], input[type=password]",
        _ => return format!("[role={role}]"),
    };
    format!("{native}, [role={role}]")
}

async fn computed(driver: &WebDriver, element: &WebElement, what: &'static str) -> Option<String> {
    let request = Computed { element: element.element_id().to_string(), what };
    driver.cmd(request).await.ok()?.value_json().ok()?.as_str().map(str::to_owned)
}

/// A WebDriver request that the client library lacks.
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
