//! One verdict an item: every combination of what decides it, and counts that stand for rows.

use cert_inventory::{
    Context, Counts, ExpirationsBuilder, Expiry, Inventory, Item, KNOWN, KeyMatch, Language,
    Reason, Rule, Selection, Severity, Verdict, VerdictSet, assess, findings, timeline,
};
use proptest::collection::vec;
use proptest::prelude::*;
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, KeyPair, date_time_ymd as date};

use crate::export::{broken_inventory, chains, context, demo_inventory, hostile_inventory};
use crate::support::{ec_key, fixture, good, inventory, item, leaf, root, signed};

/// Where the present lies in the validity, and what the dates alone make of it.
const DATES: [(&str, Verdict); 7] = [
    ("healthy", Verdict::Ok),
    ("soon", Verdict::Expiring),
    ("critical", Verdict::Expiring),
    ("today", Verdict::Expiring),
    ("expired", Verdict::Expired),
    ("not_yet_valid", Verdict::NotYetValid),
    ("never_valid", Verdict::Broken),
];

fn set_dates(leaf: &mut CertificateParams, status: &str) {
    let (from, until) = match status {
        "healthy" => (date(2026, 6, 1), date(2027, 6, 1)),
        "soon" => (date(2026, 6, 1), date(2026, 12, 23)),
        "critical" => (date(2026, 6, 1), date(2026, 11, 26)),
        "today" => (date(2026, 6, 1), date(2026, 11, 23).replace_hour(23).unwrap()),
        "expired" => (date(2026, 6, 1), date(2026, 11, 20)),
        "not_yet_valid" => (date(2026, 12, 1), date(2027, 6, 1)),
        "never_valid" => (date(2027, 6, 1), date(2026, 6, 1)),
        _ => panic!("{status}"),
    };
    (leaf.not_before, leaf.not_after) = (from, until);
}

/// A certificate with these dates, and what is wrong with it beside them.
fn certificate(status: &str, worst: Option<Severity>, key: &KeyPair) -> String {
    let mut params = leaf();
    set_dates(&mut params, status);
    match worst {
        None => signed(&params, key, "Root") + &root("Root"),
        Some(Severity::Note) => params.self_signed(key).unwrap().pem(),
        Some(Severity::Warning) => signed(&params, key, "Root"),
        Some(Severity::Error) => {
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            signed(&params, key, "Root") + &root("Root")
        }
    }
}

#[test]
fn every_combination_of_dates_severities_and_keys_has_its_verdict() {
    let (key, other) = (ec_key(), ec_key());
    let severities = [None, Some(Severity::Note), Some(Severity::Warning), Some(Severity::Error)];
    let keys = [
        (Some(key.serialize_pem()), KeyMatch::Matches),
        (Some(other.serialize_pem()), KeyMatch::DoesNotMatch),
        (Some("no PEM".to_owned()), KeyMatch::Unreadable),
        (Some(String::new()), KeyMatch::Missing),
        (None, KeyMatch::Missing),
    ];
    for (status, of_dates) in DATES {
        for worst in severities {
            let certificate = certificate(status, worst, &key);
            for (key, key_match) in &keys {
                let mut entries = vec![("api_cert", certificate.as_str())];
                entries.extend(key.as_ref().map(|key| ("api_key", key.as_str())));
                let item = item(&entries);
                assert_eq!(item.key_match, *key_match);
                assert_eq!(item.status(context().now, &context().thresholds), status);
                let has_key = *key_match == KeyMatch::Matches;
                let expected = match (has_key, worst) {
                    (false, _) | (_, Some(Severity::Error)) => Verdict::Broken,
                    (_, Some(Severity::Warning)) if of_dates == Verdict::Ok => Verdict::Warning,
                    _ => of_dates,
                };
                let assessment = assess(&item, &context());
                let case = format!("{status} {worst:?} {key_match:?}");
                assert_eq!(assessment.verdict, expected, "{case}");
                assert_eq!(assessment.findings, findings(&item, &context()), "{case}");
                let entry_is_whole = has_key || *key_match == KeyMatch::DoesNotMatch;
                let is_of_dates = match status {
                    "never_valid" => entry_is_whole,
                    _ => expected == of_dates,
                };
                let is_told = assessment.fact().is_some();
                assert_eq!(is_told, !is_of_dates, "{case}: {:?}", assessment.reason);
            }
        }
    }
}

#[test]
fn the_fact_that_decided_is_named() {
    let key = ec_key();
    let pem = |status, worst| certificate(status, worst, &key);
    let (own, other) = (key.serialize_pem(), ec_key().serialize_pem());
    type Entries<'a> = &'a [(&'a str, &'a str)];
    let rows: &[(Entries<'_>, Option<&str>)] = &[
        (&[("api_cert", &pem("healthy", None)), ("api_key", &own)], None),
        (&[("api_cert", &pem("expired", None)), ("api_key", &own)], None),
        (&[("api_cert", &pem("never_valid", None)), ("api_key", &own)], None),
        (&[("api_cert", &pem("expired", None)), ("api_key", &other)], Some("Key does not match")),
        (&[("api_cert", &pem("healthy", None))], Some("Private key missing")),
        (
            &[("api_cert", &pem("healthy", None)), ("api_key", "x")],
            Some("Private key can’t be read"),
        ),
        (&[("api_key", &own)], Some("Certificate missing")),
        (&[("future_key", &own)], Some("Certificate missing")),
        (&[("api_cert", "x"), ("api_key", &own)], Some("Certificate can’t be read")),
        (&[("api_cert", "x"), ("api_key", "x")], Some("Certificate can’t be read")),
        (&[("api_cert", ""), ("api_key", "")], Some("Empty entry")),
        (&[("future_cert", "x")], Some("Certificate can’t be read")),
        // Nobody knows whether a name that is not known needs a key.
        (&[("future_cert", &good())], None),
        (&[("mtls_trusted_ca_cert", &root("Root"))], None),
        (
            &[("api_cert", &pem("healthy", Some(Severity::Warning))), ("api_key", &own)],
            Some("Chain incomplete"),
        ),
        (
            &[("api_cert", &(pem("healthy", None) + &own)), ("api_key", &own)],
            Some("Private key in the wrong entry"),
        ),
    ];
    for (entries, fact) in rows {
        let assessment = assess(&item(entries), &context());
        assert_eq!(assessment.fact().map(|label| label.0), *fact, "{:?}", assessment.reason);
        assert!(assessment.reason != Reason::Dates || fact.is_none());
    }
}

#[test]
fn what_decided_is_not_counted_again() {
    let key = ec_key();
    let others = |status, worst, with: &KeyPair| {
        let pem = certificate(status, worst, &key);
        let item = item(&[("api_cert", &pem), ("api_key", &with.serialize_pem())]);
        let assessment = assess(&item, &context());
        (assessment.more_errors, assessment.more_warnings)
    };
    use Severity::{Error, Note, Warning};
    assert_eq!(others("healthy", None, &key), (0, 0));
    assert_eq!(others("healthy", Some(Note), &key), (0, 0));
    assert_eq!(others("healthy", Some(Warning), &key), (0, 0));
    assert_eq!(others("healthy", Some(Error), &key), (0, 0));
    assert_eq!(others("soon", Some(Warning), &key), (0, 1));
    assert_eq!(others("expired", Some(Warning), &key), (0, 1));
    assert_eq!(others("expired", Some(Error), &key), (1, 0));
    assert_eq!(others("soon", Some(Error), &ec_key()), (1, 1));
}

/// A mark on the timeline is that of the names that are about the certificate, the worst of them,
/// and of its dates where it only stands in chains.
#[test]
fn a_mark_on_the_timeline_has_the_verdict_of_its_names() {
    let listed = chains();
    let context = context();
    let mut ends = ExpirationsBuilder::default();
    for item in listed.iter() {
        ends.add(item, assess(item, &context).verdict, context.now, &context.thresholds);
    }
    let scale = timeline(&ends.build(), context.now, &context.thresholds, 0.02);
    let verdicts: Vec<_> =
        scale.marks.iter().flat_map(|mark| &mark.expirations).map(|end| end.verdict).collect();
    assert_eq!(verdicts, [Verdict::Broken, Verdict::Broken]);
    let mut shared = ExpirationsBuilder::default();
    let verdicts = [Verdict::Ok, Verdict::Warning, Verdict::Ok];
    for verdict in verdicts {
        let api = listed.item("api").unwrap();
        shared.add(api, verdict, context.now, &context.thresholds);
    }
    let scale = timeline(&shared.build(), context.now, &context.thresholds, 0.02);
    assert_eq!(scale.marks[0].expirations[0].verdict, Verdict::Warning);
}

#[test]
fn every_rule_has_words_of_its_own() {
    let labels: std::collections::BTreeSet<_> = Rule::all().map(|rule| rule.label().0).collect();
    assert_eq!(labels.len(), Rule::all().count());
    assert!(!labels.contains(""));
}

/// What a count of this context says, and what its filter shows.
fn check_counts(listed: &Inventory, context: &Context<'_>) {
    let judged: Vec<(&Item, Verdict)> =
        listed.iter().map(|item| (item, assess(item, context).verdict)).collect();
    let mut counts = Counts::default();
    judged.iter().for_each(|(item, verdict)| counts.add(item, *verdict));
    listed.empty_slots().for_each(|slot| counts.add_empty(slot));
    let shown = |selection: &Selection| {
        let items =
            judged.iter().filter(|(item, verdict)| selection.shows(item, *verdict, || true));
        let names = items.map(|(item, _)| item.name.clone());
        let empty = listed
            .empty_slots()
            .filter(|slot| selection.shows_empty(slot, None, &Language::english()))
            .map(|slot| slot.name.to_owned());
        names.chain(empty).collect::<Vec<_>>()
    };
    let of = |verdicts: VerdictSet| shown(&Selection { verdicts, ..Selection::default() });
    let all = shown(&Selection::default());
    assert_eq!(all.len(), judged.len() + listed.empty_slots().count());
    let sum: usize = Verdict::ALL.iter().map(|verdict| counts.of(*verdict)).sum();
    assert_eq!(sum, all.len());
    for choice in 1..=u8::MAX {
        let chosen: Vec<Verdict> =
            Verdict::ALL.into_iter().filter(|it| choice & 1 << *it as u8 != 0).collect();
        let sum: usize = chosen.iter().map(|verdict| counts.of(*verdict)).sum();
        let mut apart: Vec<String> =
            chosen.iter().flat_map(|verdict| of([*verdict].into_iter().collect())).collect();
        let mut together = of(chosen.into_iter().collect());
        assert_eq!(together.len(), sum);
        apart.sort();
        together.sort();
        assert_eq!(together, apart);
    }
    let reused = shown(&Selection { reused: true, ..Selection::default() });
    assert_eq!(reused.len(), counts.reused_keys);
}

#[test]
fn counts_add_up_and_show_what_they_count() {
    for listed in [demo_inventory(), broken_inventory(), hostile_inventory(), chains()] {
        check_counts(&listed, &context());
    }
    assert_eq!(Verdict::of(Expiry::Unknown, None), Verdict::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn counts_of_any_list_add_up(
        entries in vec(("(api|cm|proxy|ldap_client|sso_issuer|x|y)_(cert|key)", 0..6_usize), 0..12),
        days in -4000..4000_i64,
    ) {
        let texts = [
            fixture("rsa.cert.pem"),
            fixture("rsa.pkcs8.pem"),
            fixture("p256.cert.pem"),
            fixture("p256.pkcs8.pem"),
            "no PEM".to_owned(),
            String::new(),
        ];
        let entries: Vec<(&str, &str)> =
            entries.iter().map(|(name, at)| (name.as_str(), texts[*at].as_str())).collect();
        let mut context = context();
        context.now.0 += days * 86_400;
        check_counts(&inventory(&entries), &context);
    }
}

#[test]
fn a_required_name_that_is_not_listed_is_broken() {
    let broken: Vec<&str> = KNOWN
        .iter()
        .filter(|slot| Verdict::of_slot(slot) == Verdict::Broken)
        .map(|slot| slot.name)
        .collect();
    assert_eq!(broken, ["api", "cm", "proxy", "syncer", "metrics_exporter"]);
}
