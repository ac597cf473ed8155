//! What is sent and read when, and what is told of each name, for every response.

use cert_inventory::{Endpoint, Installed, NoResponse, ReplaceOutcome, Timestamp, Version};
use panel_logic::replacing::{Next, Replacing};

use Installed::{Another, InPlace, NotListed, OtherChain, StillOld, Unread};

const START: Timestamp = Timestamp(1_000_000);

fn at(seconds: i64) -> Timestamp {
    Timestamp(START.0 + seconds)
}

fn begun(names: &[&str], version: &str) -> Replacing {
    Replacing::begin(names, Version::parse(version), START)
}

/// The request to send now.
fn sent(flow: &Replacing) -> Option<(Endpoint, Vec<String>)> {
    match flow.next(START) {
        Next::Send(request) => Some((request.endpoint, request.names)),
        _ => None,
    }
}

fn status(status: u16) -> ReplaceOutcome {
    ReplaceOutcome::of(Endpoint::Certificates, status, b"")
}

fn silence() -> ReplaceOutcome {
    ReplaceOutcome::NoResponse(NoResponse::Unreachable)
}

fn listed(flow: &mut Replacing, installed: Installed, seconds: i64) {
    flow.listed(Some(&|_: &str| installed), at(seconds));
}

/// How often the list is read, and when it ends, if every read shows the same.
fn reads(mut flow: Replacing, installed: Option<Installed>, from: i64) -> (u32, i64) {
    let (mut now, mut reads) = (from, 0);
    while let Next::Read { wait } = flow.next(at(now)) {
        now += i64::from(wait);
        reads += 1;
        match installed {
            Some(installed) => listed(&mut flow, installed, now),
            None => flow.listed(None, at(now)),
        }
        assert!(reads < 200);
    }
    assert!(flow.is_told());
    (reads, now)
}

#[test]
fn one_name_is_sent_once_then_looked_for() {
    let mut flow = begun(&["proxy"], "8.2.0-46");
    assert_eq!(sent(&flow), Some((Endpoint::Certificates, vec!["proxy".to_owned()])));
    assert!(flow.sending().is_some() && !flow.is_reading());
    flow.responded(status(200), at(3));
    assert_eq!(flow.next(at(3)), Next::Read { wait: 0 });
    assert_eq!(flow.sending(), None);
    // A response that nobody waits for changes nothing.
    flow.responded(status(500), at(4));
    listed(&mut flow, InPlace, 4);
    assert_eq!(flow.next(at(5)), Next::Nothing);
    assert!(flow.told().all(|told| told.is_done() && told.name == "proxy"));
    assert_eq!(flow.responses().count(), 1);
}

/// The most important row: what may have had an effect isn't done again in another way.
#[test]
fn there_is_never_a_second_way_after_400_409_500_or_silence() {
    for version in ["8.2.0-46", "7.22.2-1", "7.8.6-13", "unknown"] {
        for outcome in [
            status(400),
            status(403),
            status(406),
            status(409),
            status(413),
            status(500),
            status(502),
            status(503),
            status(504),
            status(302),
            ReplaceOutcome::Redirected,
            silence(),
        ] {
            let mut flow = begun(&["proxy", "ccs_internode_encryption"], version);
            let first = sent(&flow);
            flow.responded(outcome.clone(), at(1));
            assert_eq!(sent(&flow), None, "{version}: {outcome:?}");
            let not_sent = flow.told().filter(|told| told.outcome.is_none()).count();
            let all_in_one = first.is_some_and(|(_, names)| names.len() == 2);
            assert_eq!(not_sent, if all_in_one { 0 } else { 1 }, "{version}: {outcome:?}");
        }
    }
}

#[test]
fn only_a_cluster_without_the_request_gets_another_and_its_first_response_is_not_told() {
    let mut flow = begun(&["proxy", "api"], "unknown");
    flow.responded(status(404), at(1));
    assert!(flow.is_one_by_one());
    assert_eq!(sent(&flow), Some((Endpoint::UpdateCert, vec!["proxy".to_owned()])));
    flow.responded(status(200), at(2));
    assert_eq!(sent(&flow), Some((Endpoint::UpdateCert, vec!["api".to_owned()])));
    flow.responded(status(500), at(3));
    let responses: Vec<_> = flow.responses().map(|(names, _)| names.join(" ")).collect();
    assert_eq!(responses, ["proxy", "api"]);
    listed(&mut flow, InPlace, 3);
    let told: Vec<_> = flow.told().map(|told| (told.name, told.is_done())).collect();
    assert_eq!(told, [("proxy", true), ("api", false)]);

    // Where the version is known to have it, a 404 is the end, and is told.
    let mut flow = begun(&["proxy"], "8.2.0-46");
    flow.responded(status(405), at(1));
    assert_eq!((sent(&flow), flow.responses().count()), (None, 1));
}

#[test]
fn internode_is_alone_below_8_0_20_68_and_what_follows_a_failure_is_not_sent() {
    for (version, requests) in [("8.0.20-67", 2), ("8.0.20-68", 1), ("7.22.1-99", 3)] {
        let names = ["ccs_internode_encryption", "proxy", "cm"];
        let mut flow = begun(&names, version);
        assert_eq!(flow.is_one_by_one(), requests == 3);
        let mut count = 0;
        while sent(&flow).is_some() {
            count += 1;
            flow.responded(status(200), at(count));
        }
        assert_eq!(count, requests, "{version}");
    }
    let mut flow = begun(&["ccs_internode_encryption", "proxy"], "8.0.20-67");
    flow.responded(status(409), at(1));
    let told: Vec<_> = flow.told().map(|told| told.outcome.is_some()).collect();
    assert_eq!(told, [false, true]);
}

#[test]
fn the_list_is_read_until_it_answers_or_patience_ends() {
    let after = |name, version, outcome, seconds| {
        let mut flow = begun(&[name], version);
        flow.responded(outcome, at(seconds));
        flow
    };
    let new = "8.2.0-46";
    for (what, flow, installed, from, (least, most)) in [
        ("in place", after("proxy", new, status(200), 5), Some(InPlace), 5, (5, 5)),
        ("other chain", after("proxy", new, status(200), 5), Some(OtherChain), 5, (5, 5)),
        ("another", after("proxy", new, silence(), 5), Some(Another), 5, (5, 5)),
        ("refused", after("proxy", new, status(400), 5), Some(StillOld), 5, (5, 5)),
        ("in part", after("proxy", new, status(409), 5), Some(StillOld), 5, (5, 5)),
        // The nodes may agree in a moment.
        ("confirmed", after("proxy", new, status(200), 5), Some(StillOld), 5, (30, 65)),
        ("slot", after("sso_issuer", new, status(200), 5), Some(NotListed), 5, (30, 65)),
        ("unread", after("proxy", new, status(200), 5), None, 5, (30, 65)),
        // The cluster may be working for 15 minutes from when it was sent.
        ("silence", after("proxy", new, silence(), 60), Some(StillOld), 60, (860, 900)),
        ("gateway", after("proxy", new, status(504), 60), Some(StillOld), 60, (860, 900)),
        ("late", after("proxy", new, silence(), 930), Some(StillOld), 930, (930, 930)),
        // The API is away for minutes.
        ("api", after("api", new, status(200), 5), None, 5, (860, 905)),
        (
            "old",
            after("ccs_internode_encryption", "8.0.20-95", status(200), 5),
            None,
            5,
            (860, 905),
        ),
        ("new", after("ccs_internode_encryption", "8.0.20-96", status(200), 5), None, 5, (30, 65)),
        ("not", after("api", new, status(400), 5), None, 5, (30, 65)),
    ] {
        let (reads, end) = reads(flow, installed, from);
        assert!((least..=most).contains(&end), "{what}: {reads} reads until {end}");
        assert!(reads <= 35, "{what}: {reads}");
    }
}

#[test]
fn patience_counts_down_and_can_be_given_up() {
    let mut flow = begun(&["api"], "8.2.0-46");
    assert_eq!((flow.patience(at(1)), flow.may_be_away()), (None, false));
    flow.give_up();
    assert!(flow.sending().is_some(), "a request can't be called back");
    flow.responded(status(200), at(10));
    assert!(flow.may_be_away());
    assert_eq!(flow.patience(at(10)), Some(900));
    flow.listed(None, at(70));
    assert_eq!(flow.patience(at(70)), Some(840));
    flow.give_up();
    assert!(flow.is_told());
    assert_eq!(flow.told().map(|told| told.installed).collect::<Vec<_>>(), [Unread]);
}

#[test]
fn a_session_that_ended_reads_nothing() {
    let mut flow = begun(&["proxy", "ccs_internode_encryption"], "7.22.2-1");
    flow.responded(status(401), at(1));
    assert_eq!(flow.next(at(1)), Next::Nothing);
}
