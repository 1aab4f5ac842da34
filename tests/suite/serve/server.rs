//! A server that runs for one test.

use super::client::{Request, Response, send};
use crate::support::root;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// `annals serve`, ended when it is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// What it says on standard error.
    told: Arc<Mutex<String>>,
}

impl Server {
    /// Starts one, on a port that is free, and waits until it listens.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.args(["serve", "--port", "0"]).args(arguments).current_dir(root());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.trim().trim_end_matches('/').parse().ok());
        let Some(address) = address else {
            let mut why = String::new();
            child.stderr.take().unwrap().read_to_string(&mut why).unwrap();
            panic!("no server: {line}{why}")
        };
        let (told, lines) = (Arc::default(), BufReader::new(child.stderr.take().unwrap()).lines());
        let kept: Arc<Mutex<String>> = Arc::clone(&told);
        // Read to the end, so that the server never waits for somebody to read.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                *kept.lock().unwrap() += &format!("{line}\n");
            }
        });
        Self { child, address, told }
    }

    /// What it says on standard error, once that is so many lines; after a while, what there is.
    pub(crate) fn told(&self, lines: usize) -> String {
        let start = Instant::now();
        loop {
            let told = self.told.lock().unwrap().clone();
            if told.lines().count() >= lines || start.elapsed() > Duration::from_secs(10) {
                return told;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// One that serves the repository's own notes, with these limits.
    pub(crate) fn of_notes(arguments: &[&str]) -> Self {
        Self::start(&[&["--notes", "data/notes"], arguments].concat())
    }

    pub(crate) fn send(&self, request: &Request) -> Response {
        send(self.address, request).unwrap_or_else(|error| panic!("{error}: {request:?}"))
    }

    pub(crate) fn get(&self, path: &str) -> Response {
        self.send(&Request::get(path))
    }

    /// Asks something easy, which must be answered.
    pub(crate) fn answers(&self) {
        let response = self.send(&Request::query("ASK { ?s ?p ?o }"));
        assert_eq!((response.status, response.text().trim()), (200, r#"{"head":{},"boolean":true}"#));
    }

    /// Processes that it has started and that still run.
    pub(crate) fn workers(&self) -> Vec<u32> {
        let id = self.child.id();
        let tasks = fs::read_dir(format!("/proc/{id}/task")).unwrap();
        let children = tasks.map(|task| fs::read_to_string(task.unwrap().path().join("children")).unwrap_or_default());
        children.flat_map(|list| list.split_whitespace().map(|id| id.parse().unwrap()).collect::<Vec<_>>()).collect()
    }

    /// Kilobytes that the server itself has in memory.
    pub(crate) fn memory(&self) -> u64 {
        resident(self.child.id()).unwrap()
    }

    /// Asks the server to stop, as the system does.
    pub(crate) fn terminate(&self) {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
    }

    /// Waits until it has stopped; its exit status.
    pub(crate) fn wait(&mut self) -> i32 {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("it has not stopped")
    }

    /// Ends it without a word.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Kilobytes that a process has in memory; `None` when it is gone.
pub(crate) fn resident(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
