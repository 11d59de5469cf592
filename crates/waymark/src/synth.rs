//! `waymark synth`.

use std::path::Path;

use anyhow::{Context, bail};
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
    let files = write(&settings, &arguments.out)?;
    output::line(&format!(
        "wrote {files} files of Loamshire, a made-up council, to {}",
        arguments.out.display()
    ));
    if !settings.plants() {
        output::line("the figures of the demo are not planted in them");
    }
    Ok(DONE)
}

/// Writes the files below a folder and gives their number. Pieces of a file come in order, so
/// each is open while the making goes on and memory does not hold whole files.
pub fn write(settings: &Settings, out: &Path) -> anyhow::Result<usize> {
    let mut open = std::collections::BTreeMap::new();
    let mut failure = None;
    waymark_synth::make_into(settings, &mut |path, piece| {
        if failure.is_none() {
            failure = append(&mut open, &out.join(path), piece).err();
        }
    });
    if let Some(error) = failure {
        return Err(error);
    }
    let count = open.len();
    for (path, mut file) in open {
        std::io::Write::flush(&mut file)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(count)
}

type OpenFiles = std::collections::BTreeMap<std::path::PathBuf, std::io::BufWriter<std::fs::File>>;

fn append(open: &mut OpenFiles, path: &Path, piece: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("{} cannot be written", path.display());
    if !open.contains_key(path) {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(failed)?;
        }
        let file = std::fs::File::create(path).with_context(failed)?;
        open.insert(path.to_owned(), std::io::BufWriter::new(file));
    }
    if let Some(file) = open.get_mut(path) {
        std::io::Write::write_all(file, piece).with_context(failed)?;
    }
    Ok(())
}
