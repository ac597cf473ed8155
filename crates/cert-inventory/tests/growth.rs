//! Whatever a response contains, work and exports grow with its length, not with the square, and
//! memory and exports are a small multiple of it.
//!
//! Counted by allocations, which don't depend on the machine: four times the length may take little
//! more than four times as many. `bench/growth.rs` has times.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der;
#[path = "common/hostile.rs"]
mod hostile;
#[path = "common/peak.rs"]
mod peak;
#[path = "common/work.rs"]
mod work;

use peak::{Allocated, Counting, allocated};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const SHORT: usize = 64 * 1024;

/// Sorting takes a little more than four times as much.
const GROWTH: f64 = 4.6;

/// The most bytes of memory for each byte of a response, and of its longest export.
const MULTIPLE: usize = 8;

/// What the most entries that are read may take, however short they are.
const OF_ENTRIES: usize = 25_000 * 1200;

/// What is made of one entry while it's read, which has a limit, too.
const OF_AN_ENTRY: usize = 2 * 1024 * 1024;

/// One test, because the counts are those of the process.
#[test]
fn work_memory_and_exports_are_bounded() {
    work_grows_with_the_length();
    memory_and_exports_are_a_small_multiple();
}

fn work_grows_with_the_length() {
    let long = hostile::responses(4 * SHORT);
    for ((name, short), (_, long)) in hostile::responses(SHORT).into_iter().zip(long) {
        let length = long.len() as f64 / short.len() as f64;
        let [few, many] = [short, long].map(|body| {
            let bodies = hostile::renamed(body);
            allocated(|| work::all(&bodies, &mut |_| {})).1
        });
        let counts = |of: &dyn Fn(&Allocated) -> usize| of(&many) as f64 / of(&few) as f64;
        for (growth, what) in
            [(counts(&|it| it.allocations), "allocations"), (counts(&|it| it.bytes), "bytes")]
        {
            let growth = growth / length * 4.0;
            println!("{name}: {growth:.1} times the {what}");
            assert!(growth < GROWTH, "{name}: {growth:.1} times the {what}");
        }
    }
}

/// From here on, a response of each kind takes in proportion what it takes at 16 MiB.
const LONG: usize = 1024 * 1024;

fn memory_and_exports_are_a_small_multiple() {
    for (name, body) in hostile::responses(LONG) {
        let length = body.len();
        let bodies = hostile::renamed(body);
        let (exported, Allocated { peak, .. }) = allocated(|| work::all(&bodies, &mut |_| {}));
        let most = match length < LONG / 2 {
            true => OF_ENTRIES,
            false => MULTIPLE * length + OF_AN_ENTRY,
        };
        println!("{name}: {length} bytes, peak {peak}, exported {exported}");
        assert!(peak < most, "{name}: {peak} bytes of memory for {length}");
        assert!(exported < most, "{name}: {exported} bytes of exports for {length}");
    }
}
