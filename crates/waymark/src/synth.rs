//! `waymark synth`.

use anyhow::bail;
use waymark_synth::Settings;

use crate::DONE;
use crate::cli::SynthArguments;
use crate::output;

/// Makes the files of a fictional council.
pub fn run(arguments: &SynthArguments) -> anyhow::Result<u8> {
    let mut settings = match arguments.children {
        Some(children) => Settings::at_scale(children),
        None => Settings::default(),
    };
    settings.seed = arguments.seed;
    settings.planted &= !arguments.unplanted;
    if let Some(years) = arguments.years {
        let last = waymark_codes::CollectionYear::of(settings.last_month.last_day());
        settings.first_year = last.first_day().year() - i16::try_from(years)? + 1;
    }
    if arguments.out.exists()
        && std::fs::read_dir(&arguments.out).map_or(true, |mut all| all.next().is_some())
    {
        bail!(
            "{} is not empty; give another folder with --out",
            arguments.out.display()
        );
    }
    let files = waymark_demo::write_files(&settings, &arguments.out)?;
    output::line(&format!(
        "wrote {files} files of Loamshire, a made-up council, to {}",
        arguments.out.display()
    ));
    if !settings.plants() {
        output::line("the figures of the demo are not planted in them");
    }
    Ok(DONE)
}
