//! Whatever a response contains, work and exports grow with its length, not with the square.
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
#[path = "common/work.rs"]
mod work;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const SHORT: usize = 64 * 1024;

/// Sorting takes a little more than four times as much.
const GROWTH: f64 = 4.6;

/// Bytes of exports for each byte of a response. 25,000 empty entries have the most.
const EXPORTED: usize = 50;

#[test]
fn work_and_exports_grow_with_the_length() {
    let long = hostile::responses(4 * SHORT);
    for ((name, short), (_, long)) in hostile::responses(SHORT).into_iter().zip(long) {
        let [(few, _), (many, exported)] = [&short, &long].map(|body| {
            let region = Region::new(ALLOCATOR);
            let exported = work::all(body, &mut |_| {});
            let change = region.change();
            ([change.allocations as f64, change.bytes_allocated as f64], exported)
        });
        let length = long.len() as f64 / short.len() as f64;
        for ((few, many), what) in few.into_iter().zip(many).zip(["allocations", "bytes"]) {
            let growth = many / few / length * 4.0;
            println!("{name}: {growth:.1} times the {what}");
            assert!(growth < GROWTH, "{name}: {growth:.1} times the {what}");
        }
        assert!(exported < EXPORTED * long.len(), "{name}: {exported} bytes of exports");
    }
}
