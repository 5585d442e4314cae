//! Turns the outcome of a run into an exit status, and nothing else.

fn main() -> std::process::ExitCode {
    vivavoce::cli::run(std::env::args_os())
}
