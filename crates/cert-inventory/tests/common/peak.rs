//! An allocator that counts, for a test that has the process to itself.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts allocations, and the bytes in use and the most there were.
pub struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static IN_USE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code, reason = "an allocator")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        BYTES.fetch_add(layout.size(), Relaxed);
        MOST.fetch_max(IN_USE.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

/// What a piece of work allocates.
#[allow(dead_code, reason = "the bench reads the peak alone")]
pub struct Allocated {
    pub allocations: usize,
    pub bytes: usize,
    /// The most at a time.
    pub peak: usize,
}

pub fn allocated<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let before = [&ALLOCATIONS, &BYTES, &IN_USE].map(|counter| counter.load(Relaxed));
    MOST.store(before[2], Relaxed);
    let result = work();
    let allocated = Allocated {
        allocations: ALLOCATIONS.load(Relaxed) - before[0],
        bytes: BYTES.load(Relaxed) - before[1],
        peak: MOST.load(Relaxed) - before[2],
    };
    (result, allocated)
}
