//! Nothing recurses by the input's size: a stack that is a fraction of the page's is enough for the
//! responses that cost the most. WebAssembly's is 1 MiB, and its frames are smaller than those of
//! an unoptimized native build.

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

const STACK: usize = 128 * 1024;

/// An overflow ends the process.
#[test]
fn the_meanest_responses_fit_in_a_small_stack() {
    for (name, body) in hostile::responses(256 * 1024) {
        println!("{name}");
        let bodies = hostile::renamed(body);
        let work = std::thread::Builder::new().stack_size(STACK);
        work.spawn(move || work::all(&bodies, &mut |_| {})).unwrap().join().unwrap();
    }
}
