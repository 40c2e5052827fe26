//! E: the least that any Rust program costs.

fn main() {}
