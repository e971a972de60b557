use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{FileId, Span, schema::to_u32};

/// The files of a schema, read together. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sources {
    files: Arc<[SourceFile]>,
    /// What views select, by the names of the files: those in `views/`.
    views: Arc<BTreeMap<String, String>>,
}

/// The folder of the views' SQL, beside the `.plx` files.
const VIEWS: &str = "views";

/// A file's name and text.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    path: Option<PathBuf>,
    text: String,
    /// The first byte of every line.
    line_starts: Vec<u32>,
}

/// Whose rules a file is read with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Plexica's language: Prisma's with additions.
    #[default]
    Plexica,
    /// Prisma's language alone: a file whose name ends in `.prisma`.
    Prisma,
}

/// Where a span is, for a person: lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

/// Why a schema could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// There is nothing at the path.
    #[error("there is no schema at `{}`: the path is neither a file nor a folder", path.display())]
    NotFound {
        /// The path.
        path: PathBuf,
    },
    /// The folder has no `.plx` file.
    #[error("the folder `{}` has no `.plx` file in it", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The file is not UTF-8.
    #[error("`{}` is not UTF-8: there is an invalid byte in line {line}, column {column}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first bad byte, from 1.
        line: usize,
        /// Its column in characters, from 1.
        column: usize,
    },
    /// The file is larger than 16 MiB, which no schema is.
    #[error("`{}` is {bytes} bytes long; a schema file has at most {}", path.display(), MAX_FILE_BYTES)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
    },
    /// The operating system refused to read it.
    #[error("failed to read `{}`", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

/// Far above any schema, and far below what a [`Span`] can count.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

impl Sources {
    /// Reads a file, or the `.plx` files of a folder in the order of their names. Folders in the
    /// folder, such as `migrations/`, are not looked at.
    ///
    /// A folder without `.plx` files is read as Prisma reads one: the `.prisma` files in it and in
    /// its folders.
    ///
    /// What a view selects is in `views/NAME.sql` beside the `.plx` files.
    ///
    /// # Errors
    /// A [`LoadError`] that names the file.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        let path = path.as_ref();
        let failed = |source| LoadError::Io {
            path: path.to_owned(),
            source,
        };
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(LoadError::NotFound {
                    path: path.to_owned(),
                });
            }
            Err(error) => return Err(failed(error)),
        };
        if !metadata.is_dir() {
            let file = SourceFile::read(path)?;
            let views = match (file.dialect(), path.parent()) {
                (Dialect::Plexica, Some(folder)) => read_views(folder)?,
                _ => BTreeMap::new(),
            };
            return Ok(Self::of(vec![file], views));
        }
        let mut paths = files_in(path, "plx", Depth::Folder)?;
        let mut views = BTreeMap::new();
        if paths.is_empty() {
            paths = files_in(path, "prisma", Depth::Below)?;
        } else {
            views = read_views(path)?;
        }
        if paths.is_empty() {
            return Err(LoadError::EmptyFolder {
                path: path.to_owned(),
            });
        }
        let files: Result<Vec<_>, _> = paths.iter().map(|path| SourceFile::read(path)).collect();
        Ok(Self::of(files?, views))
    }

    /// Files that are already in memory: names and texts. A file whose name ends in `.sql` is what
    /// a view selects.
    pub fn from_texts<N: Into<String>, T: Into<String>>(
        texts: impl IntoIterator<Item = (N, T)>,
    ) -> Self {
        let (mut files, mut views) = (Vec::new(), BTreeMap::new());
        for (name, text) in texts {
            let (name, text) = (name.into(), text.into());
            match view_of(Path::new(&name)) {
                Some(view) => {
                    views.insert(view, text);
                }
                None => files.push(SourceFile::new(name, None, text)),
            }
        }
        Self::of(files, views)
    }

    fn of(files: Vec<SourceFile>, views: BTreeMap<String, String>) -> Self {
        Self {
            files: files.into(),
            views: views.into(),
        }
    }

    /// What views select, as the files in `views/` have it, by the names of the files.
    #[must_use]
    pub fn views(&self) -> &BTreeMap<String, String> {
        &self.views
    }

    /// The files, in order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        let numbered = |(index, file)| (FileId(to_u32(index)), file);
        self.files.iter().enumerate().map(numbered)
    }

    /// A file by its number.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// Whose rules the files are read with: Prisma's alone where a file is `.prisma`.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        let is_prisma = |file: &SourceFile| file.dialect() == Dialect::Prisma;
        if self.files.iter().any(is_prisma) {
            Dialect::Prisma
        } else {
            Dialect::Plexica
        }
    }

    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.start as usize..span.end as usize]
    }

    /// Where a span is, for a person.
    #[must_use]
    pub fn place(&self, span: Span) -> Place<'_> {
        let file = self.file(span.file);
        let (line, column) = file.line_and_column(span.start as usize);
        let (end_line, end_column) = file.line_and_column(span.end as usize);
        Place {
            file: &file.name,
            line,
            column,
            end_line,
            end_column,
        }
    }
}

/// How far to look for files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Folder,
    Below,
}

/// The files of a folder with this extension, sorted. A link to a folder is not followed.
fn files_in(folder: &Path, extension: &str, depth: Depth) -> Result<Vec<PathBuf>, LoadError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |source| LoadError::Io {
            path: folder.clone(),
            source,
        };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if path.extension().is_some_and(|found| found == extension) && path.is_file() {
                found.push(path);
            } else if depth == Depth::Below && entry.file_type().map_err(failed)?.is_dir() {
                folders.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The views whose SQL is beside the files in a folder.
fn read_views(folder: &Path) -> Result<BTreeMap<String, String>, LoadError> {
    let folder = folder.join(VIEWS);
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let mut views = BTreeMap::new();
    for path in files_in(&folder, "sql", Depth::Folder)? {
        if let Some(view) = view_of(&path) {
            views.insert(view, SourceFile::read(&path)?.text);
        }
    }
    Ok(views)
}

/// The view whose SQL a file of this name has.
fn view_of(path: &Path) -> Option<String> {
    let is_sql = path.extension().is_some_and(|extension| extension == "sql");
    let name = path.file_stem()?.to_str()?;
    is_sql.then(|| name.to_owned())
}

impl SourceFile {
    fn new(name: String, path: Option<PathBuf>, text: String) -> Self {
        let after = |(index, byte): (usize, u8)| (byte == b'\n').then(|| to_u32(index + 1));
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter_map(after))
            .collect();
        Self {
            name,
            path,
            text,
            line_starts,
        }
    }

    fn read(path: &Path) -> Result<Self, LoadError> {
        let failed = |source| LoadError::Io {
            path: path.to_owned(),
            source,
        };
        let bytes = fs::metadata(path).map_err(failed)?.len();
        if bytes > MAX_FILE_BYTES {
            return Err(LoadError::TooLarge {
                path: path.to_owned(),
                bytes,
            });
        }
        let bytes = fs::read(path).map_err(failed)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let bytes = error.as_bytes();
            let valid = String::from_utf8_lossy(&bytes[..error.utf8_error().valid_up_to()]);
            let last_line = valid.rsplit('\n').next().unwrap_or_default();
            LoadError::NotUtf8 {
                path: path.to_owned(),
                line: valid.matches('\n').count() + 1,
                column: last_line.chars().count() + 1,
            }
        })?;
        Ok(Self::new(
            path.display().to_string(),
            Some(path.to_owned()),
            text,
        ))
    }

    /// What messages call it: its path as given, or the name of a text in memory.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whose rules it is read with, by the end of its name.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match Path::new(&self.name).extension() {
            Some(extension) if extension == "prisma" => Dialect::Prisma,
            _ => Dialect::Plexica,
        }
    }

    /// Its path; `None` for a text in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and the column of a byte, both from 1, the column in characters.
    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= byte);
        let start = self.line_starts[line - 1] as usize;
        let before = self.text.get(start..byte).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}
