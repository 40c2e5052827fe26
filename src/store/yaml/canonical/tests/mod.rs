//! Tests of the line reader: by example, and against the library on texts made at random.

mod arbitrary;
mod differential;
mod examples;
mod mutation;
