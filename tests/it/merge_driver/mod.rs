//! What git makes of two branches with the driver, which the program registers.

mod arming;
mod broken;
mod called;
mod records;
