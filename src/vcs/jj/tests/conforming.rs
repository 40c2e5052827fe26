//! What every system does, in both kinds of repository.

mod beside_git {
    use crate::vcs::conformance;
    use crate::vcs::jj::bench::JjBench;
    use crate::vcs::jj::tests::writer::Place;

    conformance::conforms!(JjBench::new(Place::BesideGit));
    conformance::conforms_history!(JjBench::new(Place::BesideGit));
    conformance::conforms_merging!(JjBench::new(Place::BesideGit));
    conformance::conforms_committing!(JjBench::new(Place::BesideGit));
}

mod alone {
    use crate::vcs::conformance;
    use crate::vcs::jj::bench::JjBench;
    use crate::vcs::jj::tests::writer::Place;

    conformance::conforms!(JjBench::new(Place::Alone));
    conformance::conforms_history!(JjBench::new(Place::Alone));
    conformance::conforms_merging!(JjBench::new(Place::Alone));
    conformance::conforms_committing!(JjBench::new(Place::Alone));
}
