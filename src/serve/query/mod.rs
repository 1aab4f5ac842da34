//! Queries, each evaluated in a process that can be ended.
//!
//! Oxigraph looks at its cancellation token only when it reads from the store, and an evaluation can eat all memory or
//! overflow the stack (measured: `VALUES` cross joins, `ORDER BY` over them, doubling `CONCAT`s). No thread can be stopped in
//! that, but a process can. So the program starts itself again as a *worker*, which opens the same generation of the graph,
//! answers one query after another, and is ended when one takes too long.
//!
//! 1. [`pool`] keeps a few workers of a generation ready and lets only so many work at the same time.
//! 2. [`process`] is one worker seen from the server; [`worker`] is what runs in it; [`wire`] is what they say to each other.
//! 3. [`answer`] is what comes back: whole if it is short, otherwise as a stream that breaks off when the worker does.
//!
//! A worker evaluates to the end, up to the limits on rows and bytes, before it says that there is an answer. So a status of 200
//! means that the query was answered, and a cut is told before the first row.

mod answer;
mod pool;
mod process;
mod wire;
mod worker;

pub(super) use answer::{Answered, ask};
pub(super) use pool::{Pool, Slots};
pub(super) use process::{From, Recipe};
pub(super) use wire::{Format, Job};
pub use worker::{Ended, work};
