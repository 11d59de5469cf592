//! What the tests begin with: a home, referrals that can be counted by hand, and small returns.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use tempfile::TempDir;
use waymark_intake::{HandIn, Intake, IntakeError, KeepOthers, Proposal, ProposalId};
use waymark_publication::Home;
use waymark_returns::{Options, SourceFile};
use waymark_synth::{Parts, Settings, make};

/// What the referrals are declared to cover: two years, so that September 2017 can be answered.
pub const COVERS: Option<(Date, Date)> = Some((date(2015, 10, 1), date(2017, 9, 30)));

/// A home folder with its proposals.
pub struct Council {
    folder: TempDir,
    pub home: Home,
    pub intake: Intake,
}

impl Council {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        Self {
            intake: Intake::new(home.clone()),
            folder,
            home,
        }
    }

    /// Proposes files, with what is declared of them.
    pub fn propose(
        &self,
        number: u64,
        files: Vec<SourceFile>,
        covers: Option<(Date, Date)>,
        keep: KeepOthers,
    ) -> Result<Proposal, IntakeError> {
        let handed_in = HandIn {
            files,
            options: Options { covers },
            keep,
            by: "P1".parse().unwrap(),
            at: "2017-11-13T09:30:00Z".parse().unwrap(),
        };
        self.intake
            .propose(&ProposalId::of(number), handed_in, &|_| ())
    }

    /// Proposes referrals and accepts them; gives the snapshot.
    pub fn with_referrals(&self, number: u64, file: SourceFile) -> String {
        let proposal = self
            .propose(number, vec![file], COVERS, KeepOthers::No)
            .unwrap();
        self.intake.accept(&proposal.id).unwrap().snapshot
    }

    /// The id of the home's latest snapshot.
    pub fn latest(&self) -> Option<String> {
        waymark_snapshot::latest_id(&self.home.path).unwrap()
    }

    /// Every file below the home's folder, by its path, with its length.
    pub fn files(&self) -> Vec<(String, u64)> {
        let mut found = Vec::new();
        walk(self.folder.path(), self.folder.path(), &mut found);
        found.sort();
        found
    }

    /// The files below a folder of the home.
    pub fn files_in(&self, folder: &str) -> Vec<String> {
        let start = format!("home/{folder}/");
        let all = self.files().into_iter();
        all.filter_map(|(path, _)| path.strip_prefix(&start).map(str::to_owned))
            .filter(|path| !path.starts_with('.'))
            .collect()
    }
}

fn walk(folder: &Path, root: &Path, found: &mut Vec<(String, u64)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, root, found);
        } else {
            let name = path.strip_prefix(root).unwrap();
            let name = name.to_string_lossy().replace('\\', "/");
            found.push((name, entry.metadata().unwrap().len()));
        }
    }
}

/// Four children who are each referred in November 2016; these again in May 2017. Children 0 and
/// 2 are the North team's, 1 and 3 the South team's.
pub fn referrals(again: &[u32]) -> SourceFile {
    let mut csv = String::from(
        "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_referral_team\n",
    );
    for child in 0..4 {
        let team = if child % 2 == 0 { "North" } else { "South" };
        writeln!(csv, "a{child},p{child},2016-11-10,2016-12-10,{team}").unwrap();
        if again.contains(&child) {
            writeln!(csv, "b{child},p{child},2017-05-10,2017-06-10,{team}").unwrap();
        }
    }
    SourceFile::new("ssd/referrals.csv", csv)
}

/// A log of three audits in a month such as `2017-09`.
pub fn audits(month: &str) -> SourceFile {
    let mut csv = String::from("month,theme,reference,team,auditor_grade,moderated_grade\n");
    for number in 1..=3 {
        writeln!(csv, "{month},supervision,case {number},North,good,").unwrap();
    }
    SourceFile::new("audits.csv", csv)
}

/// The SSDA903 returns of 2015-16 and 2016-17 of a small made-up authority, as CSV.
pub fn returns() -> Vec<SourceFile> {
    let settings = Settings {
        children_in_care: 60,
        planted: false,
        first_year: 2015,
        last_month: "2017-03".parse().unwrap(),
        parts: Parts {
            cin: false,
            ..Parts::RETURNS
        },
        ..Settings::default()
    };
    make(&settings)
        .into_iter()
        .map(|made| SourceFile::new(made.path, made.bytes))
        .collect()
}

/// One of the files, under another name, with its last row taken away.
pub fn shortened(files: &[SourceFile], name: &str, new_name: &str) -> SourceFile {
    let file = files.iter().find(|file| file.name == name).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    let kept = text.trim_end().rfind('\n').unwrap() + 1;
    SourceFile::new(new_name, &text.as_bytes()[..kept])
}

/// The snapshot that these files make in a home of their own.
pub fn snapshot_of(files: &[SourceFile]) -> String {
    let home = tempfile::tempdir().unwrap();
    let import = waymark_returns::read(files, &Options::default(), &|_| ());
    waymark_snapshot::write(home.path(), files, &import, None)
        .unwrap()
        .id
}
