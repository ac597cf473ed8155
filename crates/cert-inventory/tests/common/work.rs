//! Everything the panel does with a list, in its steps.

use cert_inventory::{
    Body, Context, Counts, ExpirationsBuilder, Index, Inventory, Item, Language, Query, Reading,
    SignatureResults, Snapshot, Thresholds, Timestamp, assess, changes, compare, export, issuers,
    timeline,
};

/// Reads a response, and the same with all names changed, judges it, and writes all exports; `end` is called at the end of each step.
/// Returns the length of the longest export.
pub fn all([body, renamed]: &[String; 2], end: &mut dyn FnMut(&'static str)) -> usize {
    let before = read(body, end);
    let after = read(renamed, end);
    let _ = changes(before.iter(), after.iter()).len();
    end("changes");
    drop(after);
    end("dropping");
    let context = Context {
        now: Timestamp(1_790_000_000),
        fqdn: Some("cluster.example.com"),
        versions: &[],
        license: None,
        thresholds: Thresholds::default(),
        signatures: SignatureResults::none(),
    };
    let (mut index, mut counts) = (Index::default(), Counts::default());
    let mut expirations = ExpirationsBuilder::default();
    for item in before.iter() {
        let assessment = assess(item, &context);
        index.push(item, &assessment, &Language::english());
        counts.add(item, assessment.verdict);
        expirations.add(item, assessment.verdict, context.now, &context.thresholds);
        end("judging");
    }
    let expirations = expirations.build();
    let _ = timeline(&expirations, context.now, &context.thresholds, 0.01);
    end("timeline");
    let _ = Query::new("zz").unwrap().items_of(&index);
    end("search");
    let _ = issuers(&before).len();
    end("issuers");
    let items: Vec<&Item> = before.iter().collect();
    for item in items.iter().take(3) {
        for (at, _) in item.certificates.iter().enumerate().take(3) {
            let _ = before.issuers_elsewhere(item, at).len();
        }
    }
    end("issuers elsewhere");
    for item in &items {
        let _ = item.signature_checks().count();
        end("signature checks");
    }
    for item in &items {
        let found = assess(item, &context);
        for finding in &found.findings {
            let _ = finding.meaning.localized(&Language::english()).len();
        }
        for problem in &item.problems {
            let _ = problem.to_string().len();
        }
        end("details");
    }
    let csv = length(export::csv_pieces(items.iter().copied(), &context), "CSV", end);
    let json = export::json_pieces(&items, &[], export::Extent::Whole, &context);
    let json = length(json, "JSON", end);
    let english = Language::english();
    let calendar = export::icalendar_pieces(items.iter().copied(), &context, &english);
    let calendar = length(calendar, "calendar", end);
    let mut snapshot = Snapshot::begin(&context);
    for item in &items {
        snapshot.add(item, &context);
        end("snapshot");
    }
    let _ = compare(&snapshot, &snapshot).unwrap().unchanged;
    end("comparing");
    csv.max(json).max(calendar)
}

/// The length of a file that is made in pieces.
fn length(
    pieces: impl Iterator<Item = String>,
    name: &'static str,
    end: &mut dyn FnMut(&'static str),
) -> usize {
    pieces.map(|piece| piece.len()).inspect(|_| end(name)).sum()
}

fn read(body: &str, end: &mut dyn FnMut(&'static str)) -> Inventory {
    let mut whole = Body::new();
    whole.extend(body.as_bytes());
    end("copying");
    let mut reading = Reading::begin(whole, Default::default()).unwrap();
    end("locating");
    while reading.step().unwrap() {
        end("reading");
    }
    let inventory = reading.finish();
    end("finishing");
    inventory
}
