use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
};

use crate::failure::Failure;

/// Where the files go: into a folder, side by side, since only the files in a schema's own folder
/// are read; or one file to a path that ends in `.plx`.
pub(super) fn paths(out: &Path, inputs: &[&Path]) -> Result<Vec<PathBuf>, Failure> {
    let is_file = out.extension().is_some_and(|extension| extension == "plx");
    match inputs {
        [_] if is_file => Ok(vec![out.to_owned()]),
        several if is_file => Err(Failure::could_not_run(format!(
            "`{}` is one file, and {} are imported",
            out.display(),
            several.len()
        ))
        .help("give a folder with `--out`")),
        _ => {
            let names = names(inputs)?.into_iter();
            Ok(names.map(|name| out.join(name)).collect())
        }
    }
}

/// A name for each file: its own, and where several would have one name, with as many of the
/// folders above it as keep them apart.
pub(super) fn names(inputs: &[&Path]) -> Result<Vec<String>, Failure> {
    let stems: Vec<_> = inputs.iter().map(|path| words(path)).collect();
    let mut lengths = vec![1; stems.len()];
    loop {
        let name = |(words, &length): (&Vec<String>, &usize)| {
            words[words.len() - length.min(words.len())..].join("_")
        };
        let names: Vec<_> = stems.iter().zip(&lengths).map(name).collect();
        let mut uses: HashMap<String, usize> = HashMap::new();
        for name in &names {
            // Not every file system keeps upper and lower case apart.
            *uses.entry(name.to_lowercase()).or_default() += 1;
        }
        let clashes = |index: &usize| uses[&names[*index].to_lowercase()] > 1;
        let clashing: Vec<_> = (0..names.len()).filter(clashes).collect();
        let Some(&first) = clashing.first() else {
            return Ok(names
                .into_iter()
                .map(|name| format!("{name}.plx"))
                .collect());
        };
        let mut can_grow = false;
        for index in clashing {
            can_grow |= lengths[index] < stems[index].len();
            lengths[index] += 1;
        }
        if !can_grow {
            return Err(Failure::could_not_run(format!(
                "two files would be written to `{}.plx`",
                names[first]
            ))
            .help("rename one of them"));
        }
    }
}

/// The folders above a file, and its name without `.prisma`.
fn words(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let normal = path.components().filter_map(|component| match component {
        Component::Normal(word) => Some(word.to_string_lossy().into_owned()),
        _ => None,
    });
    normal.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(paths: &[&str]) -> Vec<String> {
        let paths: Vec<_> = paths.iter().map(Path::new).collect();
        names(&paths).unwrap()
    }

    #[test]
    fn a_file_keeps_its_name() {
        assert_eq!(
            named(&["./prisma/schema.prisma", "prisma/models/user.prisma"]),
            ["schema.plx", "user.plx"]
        );
    }

    #[test]
    fn files_of_one_name_have_those_of_their_folders_too() {
        assert_eq!(
            named(&[
                "p/core/schema.prisma",
                "p/tenant/schema.prisma",
                "p/user.prisma"
            ]),
            ["core_schema.plx", "tenant_schema.plx", "user.plx"]
        );
        assert_eq!(
            named(&["a/b/User.prisma", "c/b/user.prisma"]),
            ["a_b_User.plx", "c_b_user.plx"]
        );
    }

    #[test]
    fn files_that_no_folder_keeps_apart_are_refused() {
        let paths = ["../x.prisma", "x.prisma"].map(Path::new);
        assert!(names(&paths).is_err());
        let paths = ["a/b.prisma", "c/b.prisma", "a_b.prisma"].map(Path::new);
        assert!(names(&paths).is_err());
    }
}
