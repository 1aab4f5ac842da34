//! A question in English → a query → answers with receipts.
//!
//! A question is a statement with a hole. In come the words of the question, a [`Store`](crate::graph::Store) and an
//! [`Ontology`](crate::ontology::Ontology); out comes
//! [`Answered`]. This stage reads no notes: what it answers, the graph says.
//!
//! 1. `spot` finds known names, whatever their case; the language stage tags the words.
//! 2. `read` makes of them a clause and its hole (`question`).
//! 3. `frame` says, through the lexicon, what a claim must look like to state the clause.
//! 4. `sparql` asks for such claims; only IRIs of the graph enter the query.
//! 5. `fit` weighs each claim found against the question; `fill` takes from it what the hole asks for; `find` does both
//!    for every reading of the clause.
//! 6. What is no clause with a hole (“how is A connected to B”, “list all meetings”) is answered by `shapes`.
//! 7. `answer` keeps the best and brings their receipts together; [`render_text`] writes them for people.
//!
//! *Invariant:* a plain question is answered from what is vouched for alone; what is only believed, asked for or denied
//! answers when the question asks for that (“who believed that …”, “was … signed”) or [`Options::all`] is set.

mod answer;
mod behind;
mod counting;
mod fill;
mod find;
mod fit;
mod form;
mod frame;
mod library;
mod listing;
mod question;
mod read;
mod render;
mod say;
mod shapes;
mod span_of_time;
mod sparql;
mod spot;
mod superlative;

pub use answer::{Answer, Answered, Options, Row, answer};
pub use behind::Behind;
pub use render::{each_has_its_source, headline, render_text};
pub use say::{node, sentence, voice};

#[cfg(test)]
mod tests;
