//! The command line of Waymark. It alone reads the clock, the arguments and the user's files;
//! what to make of them is decided in the other rooms.

mod benchmarks;
mod check;
mod cli;
mod clock;
mod data;
mod demo;
mod exit;
mod explain;
mod import;
mod measures;
mod output;
mod page;
mod plan;
mod report;
mod serve;
mod synth;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

/// The command went through.
const DONE: u8 = 0;
/// It could not go on; the message says why.
const FAILED: u8 = 1;
/// The arguments are wrong, or do not go together; clap ends with the same.
const WRONG_ARGUMENTS: u8 = 2;
/// It went through, and there is something that a person must look at.
const LOOK: u8 = 3;
/// The plan's ledger refused it; nothing was written.
const REFUSED: u8 = 4;
/// The plan's log, or a backup of it, is not as it was written.
const BROKEN: u8 = 5;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = match &cli.command {
        Command::Plan(arguments) => arguments.session.json,
        Command::Report(arguments) => arguments.session.json,
        _ => false,
    };
    match run(cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let (exit, code) = exit::of(&error);
            if json {
                let refusal =
                    serde_json::json!({ "refused": code, "message": format!("{error:#}") });
                output::say(&refusal.to_string());
            } else {
                output::failure(&error);
            }
            ExitCode::from(exit)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<u8> {
    let home = data::Home::new(cli.home);
    match cli.command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Import(arguments) => import::run(&home, &arguments),
        Command::Snapshots(arguments) => import::snapshots(&home, &arguments),
        Command::Check(arguments) => check::run(&home, &arguments),
        Command::Measures(arguments) => measures::run(&home, &arguments),
        Command::Benchmarks(arguments) => benchmarks::run(&home, &arguments),
        Command::Plan(arguments) => plan::run(&home, &arguments),
        Command::Report(arguments) => report::run(&home, &arguments),
        Command::Serve(arguments) => serve::run(&home, &arguments),
        Command::Synth(arguments) => synth::run(&arguments),
        Command::Completions { shell } => {
            cli::print_completions(shell);
            Ok(DONE)
        }
    }
}
