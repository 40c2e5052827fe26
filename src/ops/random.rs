//! Randomness: from the system, or from a seed so that a run can be repeated.

use std::cell::Cell;

use crate::domain::ALPHABET;

/// A source of random numbers.
#[derive(Debug)]
pub struct Random {
    seeded: Option<Cell<u64>>,
}

impl Random {
    /// Numbers that nobody can guess.
    pub fn system() -> Random {
        Random { seeded: None }
    }

    /// The same numbers for the same seed (SplitMix64).
    pub fn seeded(seed: u64) -> Random {
        Random {
            seeded: Some(Cell::new(seed)),
        }
    }

    /// The next number.
    pub fn next(&self) -> u64 {
        let Some(state) = &self.seeded else {
            return getrandom::u64().expect("the system has random numbers");
        };
        state.set(state.get().wrapping_add(0x9E37_79B9_7F4A_7C15));
        let mut z = state.get();
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// The next number, twice as wide.
    pub fn next_wide(&self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }

    /// `length` symbols of keys' alphabet.
    pub fn symbols(&self, length: usize) -> String {
        let symbol = || char::from(ALPHABET[usize::try_from(self.next() % 32).unwrap_or(0)]);
        (0..length).map(|_| symbol()).collect()
    }
}
