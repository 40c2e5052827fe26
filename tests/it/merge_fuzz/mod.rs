//! The merge fuzz: branches that do anything at once, merged in any order by git, hg and jj, and nothing is lost.
//!
//! Reading order: `scenario` (what the branches do), `repository` (what a version control system has to do), `run` (one
//! merge of all branches), `rounds` (the tests). A round that fails prints its seed: `TICKETS_FUZZ_SEED=… \
//! TICKETS_FUZZ_ROUNDS=1` repeats it alone.

mod git;
#[cfg(feature = "jj")]
mod jj_writer;
#[cfg(feature = "jj")]
mod jujutsu;
mod mercurial;
mod plan;
mod repository;
mod rounds;
mod run;
mod scenario;
