//! Steps.
use std::time::Instant;
use waymark_returns::{Options, SourceFile, read};
fn main() {
    let files: Vec<SourceFile> = ["header", "episodes", "oc2"]
        .iter()
        .map(|n| {
            SourceFile::new(
                format!("a/{n}.csv"),
                std::fs::read(format!("/tmp/speed/903/{n}.csv")).unwrap(),
            )
        })
        .collect();
    for _ in 0..3 {
        let start = Instant::now();
        let last = std::cell::RefCell::new(String::new());
        let import = read(&files, &Options::default(), &|p| {
            if *last.borrow() != p.doing {
                *last.borrow_mut() = p.doing.to_owned();
                eprintln!("{:?} {}", start.elapsed(), p.doing);
            }
        });
        eprintln!("{:?} end {}", start.elapsed(), import.findings.len());
    }
}
