#![allow(missing_docs, dead_code, clippy::unwrap_used)]
#[path = "../tests/report/made_up.rs"]
mod made_up;
#[path = "../tests/report/sample.rs"]
mod sample;
fn main() {
    let document = sample::sample();
    let folder = std::env::args().nth(1).unwrap();
    let t = std::time::Instant::now();
    std::fs::write(
        format!("{folder}/real.pdf"),
        waymark_report::pdf::write(&document).unwrap(),
    )
    .unwrap();
    eprintln!("pdf {:?}", t.elapsed());
    let t = std::time::Instant::now();
    std::fs::write(
        format!("{folder}/real.docx"),
        waymark_report::docx::write(&document).unwrap(),
    )
    .unwrap();
    eprintln!("docx {:?}", t.elapsed());
}
