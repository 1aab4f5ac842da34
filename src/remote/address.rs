//! Where a server is, and how that is shown: without the query of the address, which may hold a key.

use std::fmt;
use std::sync::Arc;
use ureq::http::Uri;

/// The address of a server, `http:` or `https:`, without a user's name in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Arc<Uri>);

/// Why an address is none that can be used. The address is not repeated: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error("the address of the server is none: it begins with http:// or https:// and the server's name")]
    Malformed,
    /// It holds a user's name or a password.
    #[error("the address of the server holds a name or password: leave them out of it")]
    Userinfo,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is none, or holds a user's name.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        // What stands before an `@` may be a password even where the rest is no address.
        let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
        if authority.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')) {
            return Err(AddressError::Userinfo);
        }
        let uri: Uri = text.parse().map_err(|_| AddressError::Malformed)?;
        let is_web = uri.scheme_str().is_some_and(|scheme| matches!(scheme, "http" | "https"));
        if is_web && uri.host().is_some_and(|host| !host.is_empty()) {
            Ok(Self(Arc::new(uri)))
        } else {
            Err(AddressError::Malformed)
        }
    }

    /// Whether what is sent there is encrypted, or does not leave this machine.
    #[must_use]
    pub fn is_private(&self) -> bool {
        let host = self.0.host().unwrap_or_default();
        let is_here = host == "localhost" || host == "[::1]" || host.starts_with("127.");
        self.is_encrypted() || is_here
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    /// All of it, to be sent to or hashed and never shown.
    pub(super) fn whole(&self) -> String {
        self.0.to_string()
    }

    /// All of it with one more piece of its query.
    pub(super) fn with(&self, piece: &str) -> String {
        let joint = if self.0.query().is_some() { '&' } else { '?' };
        format!("{}{joint}{piece}", self.0)
    }

    /// What must not be shown.
    pub(super) fn secret(&self) -> Option<&str> {
        self.0.query().filter(|query| !query.is_empty())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, authority) = (self.0.scheme_str().unwrap_or_default(), self.0.authority());
        write!(f, "{scheme}://{}{}", authority.map_or("", |authority| authority.as_str()), self.0.path())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}
