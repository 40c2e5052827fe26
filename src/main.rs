//! `tickets`: a git-native, file-based tracker.

fn main() -> std::process::ExitCode {
    tickets::cli::main()
}
