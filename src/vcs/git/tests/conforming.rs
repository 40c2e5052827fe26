//! git passes the suite.

use crate::vcs::conformance;
use crate::vcs::git::bench::GitBench;

conformance::conforms!(GitBench::new());
conformance::conforms_history!(GitBench::new());
conformance::conforms_merging!(GitBench::new());
conformance::conforms_committing!(GitBench::new());
