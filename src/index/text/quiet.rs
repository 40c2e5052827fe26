//! A panic of tantivy over a damaged file is an error like any other, and prints nothing.

use std::cell::Cell;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::sync::Once;

use crate::index::text::trouble::Trouble;

thread_local! {
    /// Whether panics of this thread are expected.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does `work`, whose results are thrown away when it panics.
pub(crate) fn attempt<T>(work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                before(panic);
            }
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    IS_QUIET.set(was_quiet);
    outcome.unwrap_or(Err(Trouble::Panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_trouble() {
        let outcome: Result<(), Trouble> = attempt(|| panic!("over a damaged file"));
        assert!(matches!(outcome, Err(Trouble::Panic)));
        assert!(matches!(attempt(|| Ok(1)), Ok(1)));
        assert!(!IS_QUIET.get());
    }
}
