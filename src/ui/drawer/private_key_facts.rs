//! The drawer's section about the private key.

use std::sync::Arc;

use cert_inventory::{Item, KEY_HIDDEN, PublicHalf, hex_colons, no_key};
use leptos::prelude::*;

use crate::language;
use crate::ui::kit::Icon;
use crate::ui::private_key::{describe, key_match_badge};
use crate::ui::strings::{labels, phrases};
use crate::ui::text::{breakable, shown};

/// Maximum names listed that share the key; the rest are counted.
const OTHERS: usize = 12;

/// The key's facts, or why there are none.
#[component]
pub fn PrivateKeyFacts(item: Arc<Item>) -> impl IntoView {
    let Some(key) = item.key.clone() else {
        return view! { <p>{no_key(&item).localized(language::translations())}</p> }.into_any();
    };
    let digest = match key.public {
        PublicHalf::Known { spki_sha256, .. } => hex_colons(&spki_sha256),
        PublicHalf::Encrypted => labels::ENCRYPTED.localized().to_owned(),
        PublicHalf::NotStored => labels::NOT_STORED.localized().to_owned(),
        PublicHalf::Unreadable(_) => labels::UNREADABLE.localized().to_owned(),
    };
    let is_known = matches!(key.public, PublicHalf::Known { .. });
    // Where the key does not tell, the certificate does.
    let reuse = if is_known { labels::ALSO_KEY_OF } else { labels::CERTIFICATE_SHARES_KEY };
    let others: Vec<_> = item.key_reused_by().map(shown).collect();
    let reused = (!others.is_empty()).then(|| {
        view! {
            <dt>{reuse}</dt>
            <dd>{phrases::first_of(others.into_iter(), OTHERS)}</dd>
        }
    });
    view! {
        <p class="masked">
            <Icon name="key" />
            {KEY_HIDDEN.localized(language::translations())}
        </p>
        <dl class="facts">
            <dt>{labels::KEY}</dt>
            <dd>{describe(&key)}</dd>
            <dt>{labels::FORMAT}</dt>
            <dd>{key.format.label().localized(language::translations())}</dd>
            <dt>{labels::CERTIFICATE}</dt>
            <dd>{key_match_badge(&item.key_match)}</dd>
            <dt>{labels::PUBLIC_KEY_SHA_256}</dt>
            <dd class:hex=is_known>
                <span>{breakable(&digest)}</span>
            </dd>
            {reused}
        </dl>
        <p class="quiet-text small">{labels::KEY_NEVER_SHOWN}</p>
    }
    .into_any()
}
