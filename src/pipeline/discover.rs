//! Paths a user gave → the note files they stand for, each with the name it goes by in the graph.
//!
//! A folder stands for the notes below it, however deep, but for what `.gitignore` and `.annalsignore` name. Symbolic links
//! below a folder are not followed, so that no loop and no way out of the folder exists; what begins with a dot is passed
//! over. The order is that of the names, whatever order the file system or the user gave.

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The endings by which a file in a folder is known for a note.
pub const NOTE_ENDINGS: [&str; 5] = ["md", "markdown", "mdown", "txt", "canvas"];

/// The largest note that is read, in bytes. Parsing needs some fifty times as much memory.
pub const LARGEST_NOTE: u64 = 64 * 1024 * 1024;

/// A note file that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteFile {
    /// What it is called in the graph and in receipts: its path below the folder given, or its file name when it was
    /// given itself; with `/` between the parts. Two files never share one.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Which files of a folder are read, besides what its own ignore files say. Patterns are those of `.gitignore`, from the
/// folder given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only files that match one of these; empty: all.
    pub include: Vec<String>,
    /// No files that match one of these.
    pub exclude: Vec<String>,
}

/// What paths stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovered {
    /// The notes, sorted by name.
    pub notes: Vec<NoteFile>,
    /// Files of citation keys beside them, sorted.
    pub bibliographies: Vec<PathBuf>,
    /// What in the folders was passed over.
    pub passed_over: PassedOver,
}

/// How much in a folder was passed over; what ignore files name is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// Files that are no notes: pictures, recordings, scripts.
    pub attachments: usize,
    /// Symbolic links.
    pub links: usize,
}

/// Why no notes could be had from the paths given.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// There is nothing at this path.
    #[error("{}: no such file or folder", .0.display())]
    Missing(PathBuf),
    /// The folder holds no notes.
    #[error("{}: no notes in this folder (looked for .{})", .0.display(), NOTE_ENDINGS.join(", ."))]
    Empty(PathBuf),
    /// The file is larger than [`LARGEST_NOTE`].
    #[error("{}: {} MiB are too much for one note (at most {} MiB)", path.display(), size >> 20, LARGEST_NOTE >> 20)]
    TooLarge {
        /// Where it is.
        path: PathBuf,
        /// In bytes.
        size: u64,
    },
    /// A pattern of files is none.
    #[error("pattern of files: {0}")]
    Pattern(#[source] ignore::Error),
    /// It is there but cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// Where it is.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// The note files that the paths stand for.
///
/// # Errors
/// When a path is missing or cannot be read, a folder holds no notes, or a pattern is none.
pub fn discover(paths: &[PathBuf], filter: &Filter) -> Result<Discovered, DiscoverError> {
    let mut discovered = Discovered::default();
    let mut found = BTreeMap::new();
    for path in paths {
        for file in notes_at(path, filter, &mut discovered)? {
            let place = fs::canonicalize(&file.path).map_err(|error| unreadable(&file.path, error))?;
            found.entry(place).or_insert(file);
        }
    }
    discovered.notes = with_distinct_names(found.into_values().collect());
    discovered.bibliographies.sort();
    discovered.bibliographies.dedup();
    Ok(discovered)
}

/// The bytes of a note file.
///
/// # Errors
/// When it cannot be read or is larger than [`LARGEST_NOTE`].
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, DiscoverError> {
    let size = fs::metadata(path).map_err(|error| unreadable(path, error))?.len();
    if size > LARGEST_NOTE {
        return Err(DiscoverError::TooLarge { path: path.to_owned(), size });
    }
    fs::read(path).map_err(|error| unreadable(path, error))
}

/// The notes at one path that the user gave.
fn notes_at(path: &Path, filter: &Filter, discovered: &mut Discovered) -> Result<Vec<NoteFile>, DiscoverError> {
    let kind = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => DiscoverError::Missing(path.to_owned()),
        _ => unreadable(path, error),
    })?;
    if !kind.is_dir() {
        let name = path.file_name().map_or_else(|| slashed(path), |name| slashed(Path::new(name)));
        return Ok(vec![NoteFile { name, path: path.to_owned() }]);
    }
    let files = collect(path, filter, discovered)?;
    if files.is_empty() {
        return Err(DiscoverError::Empty(path.to_owned()));
    }
    let named = |file: PathBuf| NoteFile { name: slashed(file.strip_prefix(path).unwrap_or(&file)), path: file };
    Ok(files.into_iter().map(named).collect())
}

fn collect(folder: &Path, filter: &Filter, discovered: &mut Discovered) -> Result<Vec<PathBuf>, DiscoverError> {
    let mut walk = WalkBuilder::new(folder);
    // Nobody's own settings: the same folder gives the same notes everywhere.
    walk.git_global(false).git_exclude(false).ignore(false).require_git(false).follow_links(false);
    walk.add_custom_ignore_filename(".annalsignore").overrides(overrides(folder, filter)?);
    let mut files = Vec::new();
    for entry in walk.build() {
        // Its text names the very path.
        let entry = entry.map_err(|error| unreadable(folder, io::Error::other(error)))?;
        let Some(kind) = entry.file_type() else { continue };
        if kind.is_symlink() {
            discovered.passed_over.links += 1;
        } else if kind.is_file() && is_note(entry.path()) {
            files.push(entry.into_path());
        } else if kind.is_file() && has_ending(entry.path(), &["bib"]) {
            discovered.bibliographies.push(entry.into_path());
        } else if kind.is_file() && entry.file_name() != crate::config::FILE {
            discovered.passed_over.attachments += 1;
        }
    }
    Ok(files)
}

fn overrides(folder: &Path, filter: &Filter) -> Result<Override, DiscoverError> {
    let mut builder = OverrideBuilder::new(folder);
    for pattern in &filter.include {
        builder.add(pattern).map_err(DiscoverError::Pattern)?;
    }
    for pattern in &filter.exclude {
        builder.add(&format!("!{pattern}")).map_err(DiscoverError::Pattern)?;
    }
    builder.build().map_err(DiscoverError::Pattern)
}

fn is_note(path: &Path) -> bool {
    has_ending(path, &NOTE_ENDINGS)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// Files that would share a name are called by the whole path that the user gave.
fn with_distinct_names(mut files: Vec<NoteFile>) -> Vec<NoteFile> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for file in &files {
        *uses.entry(file.name.clone()).or_default() += 1;
    }
    for file in files.iter_mut().filter(|file| uses[&file.name] > 1) {
        file.name = slashed(&file.path);
    }
    files.sort();
    files
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/").replacen("//", "/", 1)
}

fn unreadable(path: &Path, error: io::Error) -> DiscoverError {
    DiscoverError::Unreadable { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "- A claim.").unwrap();
        }
        folder
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        discover(paths, &Filter::default()).unwrap().notes.into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn a_folder_stands_for_the_notes_below_it_in_the_order_of_their_names() {
        let folder = folder(&["b.md", "a/z.markdown", "c.TXT", "picture.png", ".hidden.md", ".annals/graph.md"]);
        assert_eq!(names(&[folder.path().to_owned()]), ["a/z.markdown", "b.md", "c.TXT"]);
    }

    #[test]
    fn a_file_given_twice_is_read_once() {
        let folder = folder(&["a.md", "b/c.md"]);
        let ways = [folder.path().join("a.md"), folder.path().join("b/../a.md"), folder.path().to_owned()];
        assert_eq!(names(&ways), ["a.md", "b/c.md"]);
    }

    #[test]
    fn notes_of_the_same_name_are_told_apart_by_their_folders() {
        let folder = folder(&["x/a.md", "y/a.md"]);
        let names = names(&[folder.path().join("x"), folder.path().join("y")]);
        assert!(names[0].ends_with("x/a.md") && names[1].ends_with("y/a.md"), "{names:?}");
    }

    #[test]
    fn a_missing_path_and_an_empty_folder_are_told() {
        let folder = folder(&["picture.png"]);
        let missing = discover(&[folder.path().join("none")], &Filter::default()).unwrap_err().to_string();
        assert!(missing.ends_with("none: no such file or folder"), "{missing}");
        let empty = discover(&[folder.path().to_owned()], &Filter::default()).unwrap_err().to_string();
        assert!(empty.contains("no notes in this folder"), "{empty}");
    }

    #[test]
    fn ignore_files_and_patterns_are_honoured_and_the_rest_is_counted() {
        let folder = folder(&["a.md", "drafts/b.md", "private/c.md", "d.md", "map.png", "refs.bib"]);
        fs::write(folder.path().join(".gitignore"), "private/\n").unwrap();
        fs::write(folder.path().join(".annalsignore"), "d.md\n").unwrap();
        let paths = [folder.path().to_owned()];
        let filter = Filter { include: Vec::new(), exclude: vec!["drafts/".to_owned()] };
        let found = discover(&paths, &filter).unwrap();
        assert_eq!(found.notes.iter().map(|note| note.name.as_str()).collect::<Vec<_>>(), ["a.md"]);
        assert_eq!(found.passed_over, PassedOver { attachments: 1, links: 0 });
        assert!(found.bibliographies[0].ends_with("refs.bib"));
        let only = Filter { include: vec!["drafts/**".to_owned()], exclude: Vec::new() };
        assert_eq!(discover(&paths, &only).unwrap().notes[0].name, "drafts/b.md");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_in_a_circle_is_not_followed() {
        let folder = folder(&["a.md"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert_eq!(names(&[folder.path().to_owned()]), ["a.md"]);
    }
}
