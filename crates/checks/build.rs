//! A rule that is added to the folder, and not only one that is changed, makes the program new.

fn main() {
    println!("cargo:rerun-if-changed=../../definitions/checks");
}
