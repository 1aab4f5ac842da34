//! The fuzz targets' corpora, and some changes of each file of them, the same in every run.
//!
//! A failure prints what replays it: `FUZZ_SEED=17 cargo test --release --no-default-features --test fuzz notes`. More of
//! it: `FUZZ_CHANGES=1000`. To look for new failures by coverage: `fuzz/README.md`.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Pieces that are put in, as in `fuzz/dictionary`.
const PIECES: [&str; 24] = [
    "- ", "> ", "# ", "|", "[[", "]]", "[^1]", "](http://a.b)", "**", "`", "---\n", "::", "%%", "<!--", "<div>", "“",
    "\0", "\u{202e}", "\r\n", " BC", "c. ", "1950-", "\u{feff}", "\n\n",
];

fn run(target: &str, changes: u64, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let number = |name: &str| -> Option<u64> { std::env::var_os(name)?.to_str()?.parse().ok() };
    let seeds = match number("FUZZ_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("FUZZ_CHANGES").unwrap_or(changes) * texts.len() as u64,
    };
    assert!(texts.len() > 10, "{}", folder.display());
    for (file, text) in files.iter().zip(&texts) {
        assert!(catch_unwind(AssertUnwindSafe(|| holds(text))).is_ok(), "{}", file.display());
    }
    for seed in seeds {
        let input = changed(&texts, seed);
        let held = catch_unwind(AssertUnwindSafe(|| holds(&input)));
        assert!(held.is_ok(), "FUZZ_SEED={seed}: {:?}", String::from_utf8_lossy(&input));
    }
}

/// One of the texts after a few changes.
fn changed(texts: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut text = texts[seed as usize % texts.len()].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(24)).min(text.len());
        match random.below(6) {
            0 => drop(text.drain(at..end)),
            1 => text.extend_from_within(at..end),
            2 => drop(text.splice(at..at, PIECES[random.below(PIECES.len())].bytes())),
            3 => text[at..end].reverse(),
            4 => {
                let other = &texts[random.below(texts.len())];
                text.truncate(at);
                text.extend(&other[random.below(other.len() + 1)..]);
            }
            _ => {
                if let Some(byte) = text.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
    text
}

/// Xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }
}

#[test]
fn notes() {
    run("notes", 400, targets::notes);
}

#[test]
fn dates() {
    run("dates", 1000, targets::dates);
}

#[test]
fn quantities() {
    run("quantities", 1000, targets::quantities);
}

#[test]
fn questions() {
    run("questions", 40, targets::questions);
}

#[test]
fn statements() {
    run("statements", 40, targets::statements);
}
