//! A running `hg serve --cmdserver pipe`.

use std::io;
use std::io::BufReader;
use std::io::Read as _;
use std::path::Path;
use std::process::Child;
use std::process::ChildStdin;
use std::process::ChildStdout;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;

use crate::vcs::hg::protocol;
use crate::vcs::hg::protocol::Answer;

/// How much of what `hg` says outside of the protocol is kept.
const COMPLAINT_BYTES_MAX: u64 = 64 << 10;

/// How long to wait for the last words of an `hg` that has ended; something it started may hold on to its output.
const LAST_WORDS_MS: u64 = 1_000;

/// A command server; dropping it ends the process and waits for that.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pipes: Option<Pipes>,
    complaints: Receiver<Vec<u8>>,
}

#[derive(Debug)]
struct Pipes {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts `command`, which is `hg` with what it needs to know, in the folder `root`.
    pub(crate) fn start(mut command: Command, root: &Path) -> io::Result<Self> {
        let mut child = command
            .current_dir(root)
            .args(["serve", "--cmdserver", "pipe"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().expect("it is a pipe");
        let output = child.stdout.take().expect("it is a pipe");
        let errors = child.stderr.take().expect("it is a pipe");

        // Read all along, or else a talkative extension fills the pipe and waits for ever.
        let (sender, complaints) = mpsc::channel();
        thread::spawn(move || {
            let mut kept = Vec::new();
            let mut errors = errors.take(COMPLAINT_BYTES_MAX);
            // What was read before a fault is still worth showing.
            let _ = errors.read_to_end(&mut kept);
            let _ = sender.send(kept);
            let _ = io::copy(&mut errors.into_inner(), &mut io::sink());
        });

        let mut server = Self {
            child,
            pipes: Some(Pipes {
                input,
                output: BufReader::new(output),
            }),
            complaints,
        };
        let output = server.pipes.as_mut().map(|pipes| &mut pipes.output);
        let greeting = output.map_or(Ok(()), protocol::greet);
        greeting.map_err(|fault| server.died(fault))?;
        Ok(server)
    }

    /// Runs a command; after an error the server is of no more use.
    pub(crate) fn ask(&mut self, arguments: &[&str]) -> io::Result<Answer> {
        let Some(pipes) = &mut self.pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let answer = protocol::ask(&mut pipes.input, &mut pipes.output, arguments);
        answer.map_err(|fault| self.died(fault))
    }

    /// Ends the process and returns its last words, or the fault when it had none.
    fn died(&mut self, fault: io::Error) -> io::Error {
        self.pipes = None;
        // It is of no use whether it has ended already, is stuck or talks nonsense.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let patience = Duration::from_millis(LAST_WORDS_MS);
        let words = self.complaints.recv_timeout(patience).unwrap_or_default();
        match String::from_utf8_lossy(&words).trim() {
            "" => match fault.kind() {
                io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe => {
                    io::Error::other("it ended without an answer")
                }
                _ => fault,
            },
            text => io::Error::other(text.to_owned()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its input is what tells it to go.
        self.pipes = None;
        let _ = self.child.wait();
    }
}
