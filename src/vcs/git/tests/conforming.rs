//! git passes the suite.

use crate::vcs::conformance;
use crate::vcs::git::bench::GitBench;

conformance::conforms!(GitBench::new());
