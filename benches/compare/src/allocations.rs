//! An allocator that counts, in the rounds that are for counting.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

static COUNTING: AtomicBool = AtomicBool::new(false);
static MADE: AtomicU64 = AtomicU64::new(0);

/// The system's allocator. Timed rounds pay one load for it.
pub(crate) struct Counting;

fn count() {
    if COUNTING.load(Relaxed) {
        MADE.fetch_add(1, Relaxed);
    }
}

#[expect(
    unsafe_code,
    reason = "an allocator is; each call is handed on as it came"
)]
// SAFETY: the system's allocator does what is asked, with the arguments unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Counts from now on, from nothing. A reallocation counts as an allocation.
pub(crate) fn start() {
    MADE.store(0, Relaxed);
    COUNTING.store(true, Relaxed);
}

/// Stops counting. Returns how many there were.
pub(crate) fn stop() -> u64 {
    COUNTING.store(false, Relaxed);
    MADE.load(Relaxed)
}
