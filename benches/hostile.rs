//! Notes made to be slow: how the time to read them grows when they are eight times as long.
//!
//! ```text
//! cargo bench --bench hostile --no-default-features                  all patterns
//! cargo bench --bench hostile --no-default-features -- --only table  those whose name holds a word
//! ```
//!
//! Each pattern (`patterns.rs`) is read whole, from bytes to a graph, with `n` repetitions and with `8 n`; the ratio of
//! the two times is 8 if the time grows with the length. At most 12 is asked.

mod patterns;

use annals::pipeline::{self, Settings};
use patterns::PATTERNS;
use std::time::{Duration, Instant};

/// Length in bytes of the shorter of the two notes, about.
const LENGTH: usize = 40_000;
/// Ratio beyond which the time grows faster than the length.
const MOST: f64 = 12.0;
/// Below this, a time says more of the clock than of the program.
const SHORTEST: Duration = Duration::from_millis(2);

fn main() {
    let value = |name: &str| std::env::args().skip_while(|argument| argument != name).nth(1);
    let only = value("--only").unwrap_or_default();
    let length = value("--length").map_or(LENGTH, |length| length.parse().expect("a number"));
    let mut beyond = 0;
    println!("{:<32}{:>10}{:>12}{:>10}{:>12}{:>8}", "pattern", "bytes", "time", "bytes", "time", "ratio");
    for (name, make) in PATTERNS.iter().filter(|(name, _)| name.contains(&only)) {
        let each = make(64).len() / 64;
        let n = (length / each.max(1)).max(8);
        let (short, long) = (make(n), make(8 * n));
        let (first, second) = (fastest(&short), fastest(&long));
        // Times of notes of unlike size are compared by the byte: some patterns grow faster than their number.
        let ratio =
            second.as_secs_f64() / first.max(SHORTEST).as_secs_f64() * 8.0 * short.len() as f64 / long.len() as f64;
        beyond += usize::from(ratio > MOST);
        println!(
            "{name:<32}{:>10}{:>9.1} ms{:>10}{:>9.1} ms{ratio:>8.1}{}",
            short.len(),
            first.as_secs_f64() * 1e3,
            long.len(),
            second.as_secs_f64() * 1e3,
            if ratio > MOST { "  !" } else { "" }
        );
    }
    println!("{beyond} beyond {MOST}");
}

/// The shorter time of two readings, or that of one which is long.
fn fastest(text: &str) -> Duration {
    let read = || {
        let started = Instant::now();
        let settings = Settings::default();
        let notes = pipeline::read_text("hostile.md", text.as_bytes(), &settings);
        let graph = pipeline::graph(&notes, &settings).expect("the default base is good");
        std::hint::black_box(graph);
        started.elapsed()
    };
    let once = read();
    if once > Duration::from_secs(2) { once } else { once.min(read()) }
}
