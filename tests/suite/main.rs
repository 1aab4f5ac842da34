//! The program as its users meet it: every test here runs `annals` itself.
//!
//! One binary for all of them, since each test binary is linked anew. `UPDATE=1 cargo test` rewrites expectations
//! (`tests/answers/`, `tests/gold.scores`); a plain run never does.

#[cfg(feature = "disk")]
mod builds;
mod checks;
mod described;
mod end_to_end;
mod exports;
#[cfg(feature = "disk")]
mod faults;
mod gold;
mod messages;
mod queries;
mod readme;
mod serve;
mod spread;
mod support;
mod teaching;
mod vault;
