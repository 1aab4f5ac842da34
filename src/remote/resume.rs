//! How far a graph has been sent, kept in a small file until all of it is: no address stands in it, no name and no password, only
//! hashes.

use super::server::RemoteError;
use crate::graph::{Content, sha256};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    /// SHA-256 of all that makes another push: address, name of the graph there, what is sent, whether it replaces.
    push: String,
    /// Triples that the server has taken, from the first.
    sent: usize,
}

/// How far one push has come.
#[derive(Debug)]
pub(super) struct Resume {
    path: Option<PathBuf>,
    state: State,
}

impl Resume {
    /// As far as the file says, if it is of this push; from the beginning otherwise. Without a file nothing is kept.
    pub(super) fn of(path: Option<&Path>, target: &str, content: Content, replace: bool) -> Self {
        let push = sha256(format!("{target}\n{content}\n{replace}").as_bytes());
        let read = |path: &Path| serde_json::from_str::<State>(&fs::read_to_string(path).ok()?).ok();
        let kept = path.and_then(read).filter(|state| state.push == push);
        let state = kept.unwrap_or(State { push, sent: 0 });
        Self { path: path.map(Path::to_owned), state }
    }

    pub(super) const fn sent(&self) -> usize {
        self.state.sent
    }

    /// So many triples have been taken.
    pub(super) fn reached(&mut self, sent: usize) -> Result<(), RemoteError> {
        self.state.sent = sent;
        let Some(path) = &self.path else { return Ok(()) };
        let write = || {
            let new = path.with_extension("part");
            let mut file = fs::File::create(&new)?;
            file.write_all(serde_json::to_string(&self.state)?.as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, path)
        };
        write().map_err(|error| RemoteError::State { path: path.display().to_string(), error })
    }

    /// All has been sent: what is pushed next begins anew.
    pub(super) fn done(&self) -> Result<(), RemoteError> {
        let Some(path) = self.path.as_ref().filter(|path| path.exists()) else { return Ok(()) };
        fs::remove_file(path).map_err(|error| RemoteError::State { path: path.display().to_string(), error })
    }
}
