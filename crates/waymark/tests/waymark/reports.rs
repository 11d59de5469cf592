//! A report on the command line: from a draft to publication, and what comes afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::{printed, waymark};

/// The first report, its narrative as officers first wrote it.
const REPORT: &str = "scrutiny-2017-11";
/// The next one.
const NEXT: &str = "scrutiny-2017-12";

/// Loamshire's demo: its home, its files, its people.
struct Loamshire {
    folder: TempDir,
    home: PathBuf,
    files: PathBuf,
    template: String,
}

impl Loamshire {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("demo");
        printed(
            folder.path(),
            &["demo", "--files-only", "--out", &out.to_string_lossy()],
            &[0],
        );
        let files = out.join("loamshire");
        Self {
            home: out.join("waymark-data"),
            template: files.join("template.toml").to_string_lossy().into_owned(),
            files,
            folder,
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn file(&self, name: &str) -> String {
        self.files.join(name).to_string_lossy().into_owned()
    }

    /// `waymark report …` by a person on a day, where it must end with one of these codes.
    fn report(&self, by: &str, today: &str, arguments: &[&str], codes: &[i32]) -> String {
        self.report_in(&self.home, by, today, arguments, codes)
    }

    fn report_in(
        &self,
        home: &Path,
        by: &str,
        today: &str,
        arguments: &[&str],
        codes: &[i32],
    ) -> String {
        let mut all = vec!["report", "--as", by, "--today", today];
        all.extend_from_slice(arguments);
        printed(home, &all, codes)
    }

    fn refused(&self, by: &str, today: &str, arguments: &[&str], code: i32) -> String {
        let mut all = vec!["report", "--as", by, "--today", today];
        all.extend_from_slice(arguments);
        let output = waymark(&self.home, &all);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    /// The claims of a report's narrative that the evidence contradicts.
    fn contradicted(&self, report: &str, today: &str) -> Vec<String> {
        let arguments = [
            "check",
            "--report",
            report,
            "--template",
            &self.template,
            "--json",
        ];
        let told = self.report("P1", today, &arguments, &[0, 3]);
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["references_without_words"], Value::Array(Vec::new()));
        let claims = told["claims"].as_array().unwrap();
        claims
            .iter()
            .filter(|claim| claim["verdict"] == "contradicted")
            .map(|claim| claim["claim"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Begins a report, writes it, and takes it to legal and finance, who comment.
    fn prepare(&self, report: &str, title: &str, day: &str, narrative: &str) {
        let narrative = self.file(narrative);
        let draft = [
            "draft",
            report,
            "--title",
            title,
            "--meeting-on",
            day,
            "--as-at",
            day,
            "--month",
            "2017-09",
        ];
        self.report("P1", day, &draft, &[0]);
        self.report("P1", day, &["write", report, &narrative], &[0]);
        self.report("P1", day, &["submit", report], &[0]);
        self.report("P3", day, &["review", report, "agreed"], &[0]);
        let legal = [
            "comment",
            report,
            "legal",
            "There are no legal implications.",
        ];
        self.report("P33", day, &legal, &[0]);
        let finance = [
            "comment",
            report,
            "finance",
            "The growth bid is in the budget.",
            "--for",
            "P34",
        ];
        self.report("P1", day, &finance, &[0]);
    }

    /// Approves a report, with a reason for each claim that the evidence contradicts.
    fn approve(&self, report: &str, day: &str) {
        let reasons: Vec<String> = self
            .contradicted(report, day)
            .iter()
            .map(|claim| format!("{claim}=The director answers for these words."))
            .collect();
        let mut arguments = vec!["approve", report, "--template", &self.template];
        for reason in &reasons {
            arguments.extend(["--reason", reason]);
        }
        self.report("P2", day, &arguments, &[0]);
    }

    fn archived(&self, report: &str, path: &str) -> PathBuf {
        let mut file = self.home.join("reports").join(report);
        file.extend(path.split('/'));
        file
    }

    /// Imports the returns with each SDQ score one point higher: the average goes up by one.
    fn import_corrected_scores(&self) {
        let years = fs::read_dir(self.files.join("ssda903")).unwrap();
        for year in years.map(Result::unwrap) {
            let path = year.path().join("oc2.csv");
            if let Ok(text) = fs::read_to_string(&path) {
                fs::write(&path, one_point_higher(&text)).unwrap();
            }
        }
        let parts = ["ssda903", "cin", "workforce", "ssd"].map(|part| self.file(part));
        let mut arguments = vec!["import", "--gradings"];
        arguments.extend(parts.iter().map(String::as_str));
        printed(&self.home, &arguments, &[0, 3]);
    }
}

/// A table of outcomes with each SDQ score one point higher, as far as the scale reaches.
fn one_point_higher(text: &str) -> String {
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    let at = header
        .split(',')
        .position(|name| name == "SDQ_SCORE")
        .unwrap();
    let mut out = format!("{header}\n");
    for line in lines {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if let Ok(score) = cells[at].parse::<u32>() {
            cells[at] = (score + 1).min(40).to_string();
        }
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), &place).unwrap();
        }
    }
}

#[test]
fn a_report_from_its_draft_to_the_correction_note() {
    let loamshire = Loamshire::new();
    let day = "2017-11-13";

    // Before anything is approved nothing is published, and a reader may build what there is.
    loamshire.prepare(REPORT, "Progress, November", day, "narrative-first.md");
    let said = loamshire.refused("P1", day, &["publish", REPORT], 4);
    assert!(said.contains("with legal and finance"), "{said}");
    let preview = loamshire.path("preview");
    let arguments = [
        "build",
        "--report",
        REPORT,
        "--template",
        &loamshire.template,
        "--out",
        &preview,
    ];
    loamshire.report("P3", day, &arguments, &[0]);
    assert!(
        Path::new(&preview)
            .join("scrutiny-2017-11-draft.docx")
            .exists()
    );

    // The evidence contradicts the first text: it is approved only with a reason for each claim.
    let arguments = [
        "check",
        "--report",
        REPORT,
        "--template",
        &loamshire.template,
    ];
    let told = loamshire.report("P1", day, &arguments, &[3]);
    assert!(
        told.contains("CONTRADICTED") && told.contains("line 3"),
        "{told}"
    );
    let arguments = ["approve", REPORT, "--template", &loamshire.template];
    let said = loamshire.refused("P2", day, &arguments, 4);
    assert!(said.contains("the evidence contradicts claim"), "{said}");
    let said = loamshire.refused("P1", day, &arguments, 4);
    assert!(said.contains("it takes a director"), "{said}");
    loamshire.approve(REPORT, day);

    // Published, proved, and made again from a copy that has neither benchmarks nor returns.
    let papers = loamshire.path("papers");
    let arguments = [
        "publish",
        REPORT,
        "--template",
        &loamshire.template,
        "--out",
        &papers,
    ];
    let told = loamshire.report("P1", day, &arguments, &[0]);
    assert!(told.contains("was published as"), "{told}");
    let told = loamshire.report("P1", day, &["verify"], &[0]);
    assert!(
        told.contains("scrutiny-2017-11 is what was published"),
        "{told}"
    );
    let html = fs::read_to_string(Path::new(&papers).join("scrutiny-2017-11.html")).unwrap();
    assert!(html.contains("The director answers for these words."));

    let second = loamshire.folder.path().join("second");
    copy(&loamshire.home.join("snapshots"), &second.join("snapshots"));
    copy(&loamshire.home.join("reports"), &second.join("reports"));
    for entry in fs::read_dir(&loamshire.home).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            fs::copy(entry.path(), second.join(entry.file_name())).unwrap();
        }
    }
    let again = loamshire.path("again");
    let arguments = ["rebuild", REPORT, "--out", &again];
    let told = loamshire.report_in(&second, "P1", day, &arguments, &[0]);
    assert_eq!(
        told.matches("the bytes that were published").count(),
        3,
        "{told}"
    );
    for ending in ["docx", "pdf", "html"] {
        let name = format!("scrutiny-2017-11.{ending}");
        let published = fs::read(loamshire.archived(REPORT, &format!("documents/{name}"))).unwrap();
        assert!(
            fs::read(Path::new(&again).join(name)).unwrap() == published,
            "{ending}"
        );
    }

    // One byte too many in the copy, and its proof fails with the file's name.
    let tampered = second
        .join("reports")
        .join(REPORT)
        .join("documents")
        .join("scrutiny-2017-11.html");
    let mut bytes = fs::read(&tampered).unwrap();
    bytes.push(b' ');
    fs::write(&tampered, bytes).unwrap();
    let told = loamshire.report_in(&second, "P1", day, &["verify", REPORT], &[5]);
    assert!(
        told.contains("documents/scrutiny-2017-11.html of the archive is not as it was written"),
        "{told}"
    );

    // A reference of the report leads to its cases.
    let shown: Value =
        serde_json::from_str(&loamshire.report("P1", day, &["show", REPORT, "--json"], &[0]))
            .unwrap();
    assert_eq!(shown["stage"], "published");
    let cases = loamshire.report("P1", day, &["trace", REPORT, "F1", "--format", "csv"], &[0]);
    assert!(cases.lines().count() > 5);
    assert!(cases.lines().next().unwrap().contains("case_id"));

    // A corrected return restates the average score, in the sentences that lean on it.
    let told = loamshire.report("P1", day, &["restate"], &[0]);
    assert!(told.contains("made from this snapshot"), "{told}");
    loamshire.import_corrected_scores();
    let told = loamshire.report("P1", day, &["restate", REPORT], &[3]);
    assert!(
        told.contains("sdq-average, September 2017: 16.0 points, now 17.0 points"),
        "{told}"
    );
    assert!(told.contains("Strengths and Difficulties score"), "{told}");
    let arguments = [
        "restate",
        REPORT,
        "--raise",
        "--because",
        "The scores were entered a point too low.",
    ];
    loamshire.report("P1", day, &arguments, &[0]);
    let note = loamshire.path("note");
    let arguments = ["correction", "scrutiny-2017-11-r1", "--out", &note];
    loamshire.report("P1", day, &arguments, &[0]);
    let html = Path::new(&note).join("correction-scrutiny-2017-11-r1.html");
    let html = fs::read_to_string(html).unwrap();
    for words in [
        "16.0 points",
        "17.0 points",
        "The scores were entered a point too low.",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let arguments = [
        "answer",
        "scrutiny-2017-11-r1",
        "--corrected",
        "The note went to every member.",
    ];
    loamshire.report("P2", day, &arguments, &[0]);
    // What was published stays as it was.
    loamshire.report("P1", day, &["verify", REPORT], &[0]);

    // The next report, and the two side by side.
    let day = "2017-11-27";
    loamshire.prepare(NEXT, "Progress, December", day, "narrative.md");
    loamshire.approve(NEXT, day);
    let arguments = ["publish", NEXT, "--template", &loamshire.template];
    loamshire.report("P1", day, &arguments, &[0]);
    let arguments = ["compare", REPORT, NEXT, "--json"];
    let told: Value = serde_json::from_str(&loamshire.report("P1", day, &arguments, &[0])).unwrap();
    let figures = told["compared"]["figures"].as_array().unwrap();
    let score = figures
        .iter()
        .find(|figure| figure["selector"] == "sdq-average")
        .unwrap();
    assert_eq!(score["change"]["what"], "restated");
    assert_eq!(score["later"]["said"], "17.0 points");
    assert_eq!(told["compared"]["narrative_changed"], true);
    let told = loamshire.report("P1", day, &["compare", REPORT, NEXT], &[0]);
    assert!(told.contains("restated: later data changed it"), "{told}");
    let told = loamshire.report("P1", day, &["list"], &[0]);
    // The demo's own, and the two of this test.
    assert_eq!(told.matches("published").count(), 3, "{told}");
}

#[test]
fn a_paper_is_checked_without_any_data() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let table = folder.path().join("published.csv");
    fs::write(
        &table,
        "measure,year_ending,Loamshire,england,source,note\n\
         Re-referrals within 12 months,2017,18.5,21.9,made up,\n",
    )
    .unwrap();
    let paper = folder.path().join("paper.md");
    fs::write(
        &paper,
        "The rate of re-referrals was 28.5% in the year to March 2017.\n",
    )
    .unwrap();
    let paper = paper.to_string_lossy().into_owned();
    let table = table.to_string_lossy().into_owned();
    let arguments = [
        "report",
        "check",
        &paper,
        "--published",
        &table,
        "--authority",
        "Loamshire",
        "--as-at",
        "2017-11-13",
    ];
    let told = printed(&home, &arguments, &[3]);
    assert!(
        told.contains("CONTRADICTED \u{201c}28.5%\u{201d}"),
        "{told}"
    );
    assert!(!home.exists(), "a check writes nothing");
}

#[test]
fn what_cannot_be_checked_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let missing = waymark(
        &home,
        &[
            "report",
            "check",
            "no-such-file.md",
            "--as-at",
            "2017-11-13",
        ],
    );
    assert_eq!(missing.status.code(), Some(1));
    let said = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(said.contains("no-such-file.md"), "{said}");
    let before = waymark(
        &home,
        &[
            "report",
            "--as-at",
            "2017-11-13",
            "check",
            "no-such-file.md",
        ],
    );
    assert_eq!(before.status.code(), Some(2));
}
