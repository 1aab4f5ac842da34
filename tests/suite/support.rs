//! Running `annals`, and the folders it runs in.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run gave.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `annals` in the repository.
pub(crate) fn annals<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    annals_in(root(), arguments)
}

/// Runs `annals` in a folder.
pub(crate) fn annals_in<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Run {
    ended(Command::new(env!("CARGO_BIN_EXE_annals")).args(arguments).current_dir(folder).output().unwrap())
}

/// Runs `annals` in a folder with these bytes on its standard input.
pub(crate) fn annals_fed<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>, input: &[u8]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // One that refuses its arguments reads nothing.
        scope.spawn(move || drop(stdin.write_all(input)));
        ended(child.wait_with_output().unwrap())
    })
}

fn ended(output: Output) -> Run {
    Run {
        status: output.status.code().unwrap_or_else(|| {
            panic!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
        }),
        out: String::from_utf8(output.stdout).expect("prints UTF-8"),
        err: String::from_utf8(output.stderr).expect("prints UTF-8"),
    }
}

impl Run {
    /// What was printed, of a run that must have ended well.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.status, 0, "{}{}", self.out, self.err);
        self.out
    }
}

/// A folder with these files in it.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Whether expectations are to be rewritten.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// The folder `shared/` beside the checkout, with notes whose facts were written down by hand; not everybody has it.
pub(crate) fn shared() -> Option<PathBuf> {
    root().ancestors().skip(1).map(|folder| folder.join("shared")).find(|shared| shared.join("gold").is_dir())
}
