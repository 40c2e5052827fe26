//! The one door to jj-lib.

use std::any::Any;
use std::error::Error;
use std::panic;
use std::panic::AssertUnwindSafe;

/// Why jj-lib has no answer.
pub(crate) type Fault = Box<dyn Error + Send + Sync>;

/// Waits for what jj-lib answers.
///
/// It trusts what it reads and panics on some damage, such as a file name with a slash; here that is an error like others.
pub(crate) fn ask<T>(question: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let answer = panic::catch_unwind(AssertUnwindSafe(|| pollster::block_on(question)));
    answer.unwrap_or_else(|panic| Err(sentence(&*panic).into()))
}

fn sentence(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "jj-lib gave up on damaged data: {}",
        text.unwrap_or("no reason given")
    )
}
