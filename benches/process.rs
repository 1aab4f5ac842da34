//! Processes of the program: how long they run, and how much memory they take.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Of a process: how long it ran, and its most memory in KiB.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Measured {
    pub(crate) took: Duration,
    pub(crate) memory: u64,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {} MiB", shown(self.took), self.memory >> 10)
    }
}

/// Runs the program from start to end.
pub(crate) fn process(arguments: &[&str]) -> Measured {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut memory = 0;
    let status = format!("/proc/{}/status", child.id());
    loop {
        if child.try_wait().expect("a child").is_some() {
            return Measured { took: started.elapsed(), memory };
        }
        // Where there is no such file, no memory is told.
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        memory = memory.max(line.unwrap_or(0));
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// The run in the middle of an odd number of them.
pub(crate) fn median(runs: usize, mut run: impl FnMut() -> Measured) -> Measured {
    let mut all: Vec<Measured> = (0..runs).map(|_| run()).collect();
    all.sort_unstable();
    all[runs / 2]
}

pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let made = run();
    (started.elapsed(), made)
}

pub(crate) fn shown(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1e3)
}
