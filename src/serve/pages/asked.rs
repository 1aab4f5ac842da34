//! What the address of a page asks for.

use crate::graph::day;
use axum::{extract::FromRequestParts, http::request::Parts};
use std::convert::Infallible;

/// Parameters of an address, decoded; of two with one name the first counts.
#[derive(Debug, Default)]
pub(super) struct Asked(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or_default()))
    }
}

impl Asked {
    fn of(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// A parameter without blanks around it, unless nothing else is in it.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// A parameter as it is.
    pub(super) fn raw(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A number from 1.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.text(name)?.parse().ok().filter(|number| *number > 0)
    }

    /// Whether something is asked for that is said by a name alone.
    pub(super) fn has(&self, name: &str) -> bool {
        self.text(name).is_some_and(|value| value != "0")
    }

    /// A day, a month or a year; what is none, as it was written.
    pub(super) fn date(&self, name: &str) -> Result<Option<String>, String> {
        match self.text(name) {
            Some(text) if day(text, false).is_none() => Err(text.to_owned()),
            found => Ok(found.map(str::to_owned)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded_and_what_is_empty_is_not_there() {
        let asked = Asked::of("q=who+met%20Mao%3F&page=0&from=1950&to=soon&all=1&empty=+");
        assert_eq!(asked.text("q"), Some("who met Mao?"));
        assert_eq!((asked.number("page"), asked.text("empty"), asked.has("all")), (None, None, true));
        assert_eq!(asked.date("from"), Ok(Some("1950".to_owned())));
        assert_eq!((asked.date("to"), asked.date("none")), (Err("soon".to_owned()), Ok(None)));
    }
}
