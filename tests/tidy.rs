//! The repository keeps its own promises: every source file says what it is, every room and data file is listed.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files under `folder`, sorted, as paths from the root.
fn files(folder: &str) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.expect("the folder can be read")).filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(root()).expect("it lies under the root").to_owned()).collect()
}

fn rust_files() -> Vec<PathBuf> {
    let all = ["src", "kernels", "tests", "benches", "examples"]
        .into_iter()
        .filter(|folder| root().join(folder).is_dir())
        .flat_map(files);
    all.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[track_caller]
fn check(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_source_file_says_what_it_is() {
    let undocumented = rust_files().into_iter().filter(|path| !read(path).starts_with("//!"));
    check(undocumented.map(|path| format!("{} does not open with //!", path.display())).collect());
}

#[test]
fn every_room_stands_in_the_library_and_the_architecture() {
    let (library, architecture) = (read("src/lib.rs"), read("ARCHITECTURE.md"));
    let mut faults = Vec::new();
    for entry in fs::read_dir(root().join("src")).expect("there are sources") {
        let entry = entry.expect("there are sources");
        let room = entry.file_name().to_string_lossy().into_owned();
        if !entry.path().is_dir() {
            continue;
        }
        if !library.contains(&format!("mod {room};")) {
            faults.push(format!("src/lib.rs does not declare {room}"));
        }
        if !architecture.contains(&format!("`{room}/`")) {
            faults.push(format!("ARCHITECTURE.md does not describe `{room}/`"));
        }
    }
    faults.sort();
    check(faults);
}

#[test]
fn the_architecture_is_short() {
    assert!(read("ARCHITECTURE.md").lines().count() < 200);
}

#[test]
fn every_data_file_is_listed() {
    let listed = read("data/README.md");
    let mut faults = Vec::new();
    for path in files("data") {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let folder =
            path.parent().expect("it lies in data").file_name().expect("a folder has a name").to_string_lossy();
        let whole_folder = folder == "articles" && listed.contains("`articles/`");
        if name != "README.md" && !whole_folder && !listed.contains(&format!("`{name}`")) {
            faults.push(format!("data/README.md does not list {}", path.display()));
        }
    }
    check(faults);
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let texts = ["src", "kernels", "tests", "data", ".ci"]
        .into_iter()
        .flat_map(files)
        .chain(["README.md".into(), "ARCHITECTURE.md".into()]);
    let mut faults = Vec::new();
    for path in texts.filter(|path| fs::metadata(root().join(path)).is_ok_and(|file| file.len() < 1 << 20)) {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        for word in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")] {
            if text.contains(word) {
                faults.push(format!("{} names {word}", path.display()));
            }
        }
    }
    check(faults);
}

#[test]
fn there_are_at_least_twelve_sample_articles() {
    assert!(files("data/articles").len() >= 12);
}
