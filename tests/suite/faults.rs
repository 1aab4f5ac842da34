//! What goes wrong beside the program: a full disk, too few file handles, somebody else at work.

use super::builds::{build, exports, generations, many, many_text};
use super::support::annals_in;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small file system in memory, gone when this is dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// At a folder; `None` where file systems may not be mounted.
    fn at(folder: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let options = format!("size={size}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(folder).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then(|| Self(folder.to_owned()))
    }

    /// Leaves so many bytes free.
    fn fill(&self, left: u64) {
        let filler = self.0.join("filler");
        drop(fs::remove_file(&filler));
        let block = vec![0; 4096];
        let mut file = fs::File::create(&filler).unwrap();
        while std::io::Write::write_all(&mut file, &block).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(left)).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let files = many();
    let place = files.path();
    let Some(disk) = SmallDisk::at(&place.join(".annals"), "24m") else {
        println!("not run: no file system can be mounted here");
        return;
    };
    build(place, &[]);
    let mut full = 0;
    for step in 0..24 {
        fs::write(place.join("notes/05.md"), many_text(5, step + 1)).unwrap();
        // From nothing to more than a graph takes.
        disk.fill(if step == 0 { 0 } else { 8192 << (step / 2) });
        let arguments = ["build", "notes", "--full"];
        let told = annals_in(place, arguments.into_iter().take(2 + step % 2));
        if told.status != 0 {
            assert_eq!(told.status, 2, "step {step}: {}", told.err);
            assert!(told.err.contains("disk is full"), "step {step}: {}", told.err);
            full += 1;
        }
        fs::remove_file(disk.0.join("filler")).unwrap();
        let told = annals_in(place, ["verify"]);
        assert_eq!(told.status, 0, "step {step}: {}", told.err);
        assert!(annals_in(place, ["ask", "who attacked Brenwick?"]).done().contains("Boris Brandt"), "step {step}");
    }
    assert!((4..24).contains(&full), "{full}");
    build(place, &[]);
    let [kept, fresh] = exports(place);
    assert_eq!(kept, fresh);
    drop(fs::remove_dir(disk.0.join("lost+found")));
    assert_eq!(generations(place).len(), 1);
}

#[cfg(unix)]
#[test]
fn too_few_file_handles_are_told_and_lose_nothing() {
    let files = many();
    let place = files.path();
    build(place, &[]);
    fs::write(place.join("notes/05.md"), many_text(5, 1)).unwrap();
    for limit in [12, 24, 64, 90] {
        let line = format!("ulimit -n {limit}; exec \"$0\" build notes");
        let told =
            Command::new("sh").args(["-c", &line, env!("CARGO_BIN_EXE_annals")]).current_dir(place).output().unwrap();
        let text = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!(told.status.code(), Some(2), "{limit}: {text}");
        assert!(text.contains("ulimit -n") || text.contains("Too many open files"), "{limit}: {text}");
        assert_eq!(annals_in(place, ["verify"]).status, 0, "{limit}");
    }
    build(place, &[]);
    assert_eq!(generations(place).len(), 1);
}

#[test]
fn readers_are_answered_through_many_builds() {
    let files = many();
    let place = files.path();
    build(place, &[]);
    let done = std::sync::atomic::AtomicBool::new(false);
    let asked = std::thread::scope(|threads| {
        let reader = threads.spawn(|| {
            let mut asked = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                let told = annals_in(place, ["query", "ASK { ?claim a an:Claim }", "--format", "csv"]);
                assert_eq!((told.status, told.out.trim()), (0, "true"), "{}", told.err);
                asked += 1;
            }
            asked
        });
        for step in 0..12 {
            fs::write(place.join("notes/05.md"), many_text(5, step + 1)).unwrap();
            let more: &[&str] = if step % 4 == 0 { &["--full"] } else { &[] };
            build(place, more);
            // What was just built is what the next reader finds.
            let year = format!("In {} ", 1900 + (5 * 7 + step + 1) % 40);
            let claims = annals_in(place, ["export", "--format", "nquads"]).done();
            assert!(claims.contains(&year), "step {step}");
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(asked > 0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_a_build_and_says_so() {
    let files = many();
    let place = files.path();
    build(place, &[]);
    let mut running = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["build", "notes", "--watch"])
        .current_dir(place)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = std::io::BufReader::new(running.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("watching") {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut told, &mut line).unwrap() > 0, "it ended before it watched");
    }
    Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert_eq!(running.wait().unwrap().code(), Some(130));
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut told, &mut rest).unwrap();
    assert!(rest.contains("stopped; the graph that was there is as it was"), "{rest}");
    assert_eq!(annals_in(place, ["verify"]).status, 0);
}
