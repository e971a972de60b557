//! Makes a table of the pages on diagnostics, for `plexica explain`.

use std::{
    env,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let folder = folder().canonicalize()?;
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut table = "[\n".to_owned();
    for (group, path) in entries(&folder)? {
        // The index is no folder.
        if !path.is_dir() {
            continue;
        }
        for (file, path) in entries(&path)? {
            let code = format!("plx::{group}::{}", file.trim_end_matches(".md"));
            // Writing to a `String` does not fail.
            let _ = writeln!(table, "    ({code:?}, include_str!({path:?})),");
        }
    }
    table.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(out.join("pages.rs"), table)
}

/// `errors` is a link to the folder, and in a published package a copy of it. A checkout on a
/// system without links has a file there.
fn folder() -> &'static Path {
    let linked = Path::new("errors");
    if linked.is_dir() {
        linked
    } else {
        Path::new("../docs/errors")
    }
}

/// What a folder holds, by name.
fn entries(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        found.push((name, entry.path()));
    }
    found.sort();
    Ok(found)
}
