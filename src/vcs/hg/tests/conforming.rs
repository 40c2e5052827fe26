//! What every system does.

use crate::vcs::conformance;
use crate::vcs::hg::bench::HgBench;

conformance::conforms!(HgBench::new());
conformance::conforms_history!(HgBench::new());
conformance::conforms_merging!(HgBench::new());
conformance::conforms_committing!(HgBench::new());
