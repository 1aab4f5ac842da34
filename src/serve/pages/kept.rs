//! What pages need again and again of one generation, made once.

use super::{super::Generation, check::Told, complete::Vocabulary};
use crate::graph::Named;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What was made of the generation that was asked for last.
#[derive(Clone, Default)]
pub(super) struct Kept(Arc<Mutex<Option<Arc<Known>>>>);

/// What was made of one generation.
#[derive(Default)]
pub(super) struct Known {
    generation: String,
    /// What has most ties, with how many.
    pub(super) central: OnceLock<Vec<(Named, u32)>>,
    /// What queries are written with.
    pub(super) vocabulary: OnceLock<Vocabulary>,
    /// What an editor would say; `None` when there is too much to look through.
    pub(super) findings: OnceLock<Option<Vec<Told>>>,
}

impl Kept {
    /// What was made of this generation.
    pub(super) fn of(&self, generation: &Generation) -> Arc<Known> {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*current {
            Some(known) if known.generation == generation.id => Arc::clone(known),
            _ => {
                let known = Arc::new(Known { generation: generation.id.clone(), ..Known::default() });
                *current = Some(Arc::clone(&known));
                known
            }
        }
    }
}

/// What a place holds, made when first asked for; what fails is tried again.
pub(super) fn made<T, E>(place: &OnceLock<T>, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
    if let Some(held) = place.get() {
        return Ok(held);
    }
    let held = make()?;
    Ok(place.get_or_init(|| held))
}
