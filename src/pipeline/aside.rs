//! Notes that gave nothing: set aside and told, so that one bad file does not stop a run.

use super::DiscoverError;
use crate::diagnostic::{Diagnostic, Severity};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A file that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The name it would have had as a note.
    pub name: String,
    /// As much of its text as could be read.
    pub text: String,
}

/// A file set aside, and why.
pub(super) type Aside = (SetAside, Vec<Diagnostic>);

/// A file whose bytes could not be had.
pub(super) fn unreadable(name: &str, error: &DiscoverError) -> Aside {
    let hint = match error {
        DiscoverError::TooLarge { .. } => Some("split it into several notes".to_owned()),
        DiscoverError::Missing(_)
        | DiscoverError::Empty(_)
        | DiscoverError::Pattern(_)
        | DiscoverError::Unreadable { .. } => None,
    };
    set_aside(name, "P001", format!("not read: {error}"), hint)
}

/// Does the work on one file; should the program fail on it, the file is set aside.
pub(super) fn guarded<T>(name: &str, work: impl FnOnce() -> Result<T, Aside>) -> Result<T, Aside> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message = "the program failed on this note; the other notes are not affected".to_owned();
        Err(set_aside(
            name,
            "P002",
            message,
            Some("this is a defect of annals: please report it with the note".to_owned()),
        ))
    })
}

fn set_aside(name: &str, code: &'static str, message: String, hint: Option<String>) -> Aside {
    let file = name.to_owned();
    let told = Diagnostic { code, severity: Severity::Error, file, span: None, message, hint };
    (SetAside { name: name.to_owned(), text: String::new() }, vec![told])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_on_which_the_program_fails_is_set_aside_with_its_name() {
        let failed: Result<(), Aside> = guarded("a.md", || panic!("a defect"));
        let (aside, told) = failed.unwrap_err();
        assert_eq!((aside.name.as_str(), told[0].code), ("a.md", "P002"));
    }
}
