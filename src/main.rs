//! Starts the command line.

fn main() -> std::process::ExitCode {
    rapporteur::cli::run()
}
