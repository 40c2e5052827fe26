//! The language of Mercurial's command server: frames of a channel, a length and so many bytes.

use std::io;
use std::io::Read;
use std::io::Write;

/// More than any answer that a tracker needs; a length is only believed up to here.
pub(crate) const ANSWER_BYTES_MAX: u64 = 256 << 20;

/// More than a server has to say of itself.
const GREETING_BYTES_MAX: u64 = 64 << 10;

/// More than anyone reads of what went wrong.
const COMPLAINT_BYTES_MAX: usize = 64 << 10;

/// What a command answered.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The exit code: 0 when all is well, 1 for "nothing found" and the like, more for a failure.
    pub(crate) code: i32,
    /// What it wrote.
    pub(crate) output: Vec<u8>,
    /// What it complained about.
    pub(crate) complaint: Vec<u8>,
}

/// A frame from the server.
#[derive(Debug)]
struct Frame {
    channel: u8,
    content: Vec<u8>,
}

/// Reads the server's first words.
///
/// # Errors
/// When they are not those of a server that runs commands.
pub(crate) fn greet(from: &mut impl Read) -> io::Result<()> {
    let stranger = || io::Error::other("it is no command server");
    let frame = read_frame(from, GREETING_BYTES_MAX).map_err(|fault| match fault.kind() {
        io::ErrorKind::UnexpectedEof => fault,
        _ => stranger(),
    })?;
    let text = String::from_utf8_lossy(&frame.content);
    let runs_commands = text
        .lines()
        .filter_map(|line| line.strip_prefix("capabilities: "))
        .any(|known| known.split(' ').any(|word| word == "runcommand"));
    match frame.channel == b'o' && runs_commands {
        true => Ok(()),
        false => Err(stranger()),
    }
}

/// Asks for a command and reads its answer; questions to the user are answered with the end of the input.
pub(crate) fn ask(
    to: &mut impl Write,
    from: &mut impl Read,
    arguments: &[&str],
) -> io::Result<Answer> {
    let request = arguments.join("\0");
    let length = u32::try_from(request.len()).map_err(|_| io::ErrorKind::ArgumentListTooLong)?;
    to.write_all(b"runcommand\n")?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(request.as_bytes())?;
    to.flush()?;

    let mut answer = Answer::default();
    let mut bytes_left = ANSWER_BYTES_MAX;
    loop {
        let frame = read_frame(from, bytes_left)?;
        bytes_left -= frame.content.len() as u64;
        match frame.channel {
            b'o' => answer.output.extend(frame.content),
            b'e' => {
                let room = COMPLAINT_BYTES_MAX.saturating_sub(answer.complaint.len());
                answer.complaint.extend(frame.content.iter().take(room));
            }
            b'r' => {
                let code = frame.content.try_into();
                let code = code.map_err(|_| io::Error::other("its exit code has no four bytes"))?;
                answer.code = i32::from_be_bytes(code);
                return Ok(answer);
            }
            b'I' | b'L' => {
                to.write_all(&0_u32.to_be_bytes())?;
                to.flush()?;
            }
            // Debugging, progress and the like. A capital would be something that has to be understood.
            channel if channel.is_ascii_lowercase() => {}
            channel => {
                let shown = char::from(channel).escape_default();
                return Err(io::Error::other(format!("it uses a channel `{shown}`")));
            }
        }
    }
}

/// Reads a frame; the length of a request for input is how much is wanted, and nothing follows it.
fn read_frame(from: &mut impl Read, bytes_max: u64) -> io::Result<Frame> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let [channel, length @ ..] = head;
    let length = u64::from(u32::from_be_bytes(length));
    let mut content = Vec::new();
    if matches!(channel, b'I' | b'L') {
        return Ok(Frame { channel, content });
    }
    if length > bytes_max {
        let limit = ANSWER_BYTES_MAX >> 20;
        return Err(io::Error::other(format!(
            "its answer has more than {limit} MiB"
        )));
    }

    // The buffer grows with what arrives, not with what was announced.
    from.by_ref().take(length).read_to_end(&mut content)?;
    if (content.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Frame { channel, content })
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use super::ask;
    use super::greet;

    fn frame(channel: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[channel], &length[..], content].concat()
    }

    #[track_caller]
    fn check(frames: &[Vec<u8>], expected: Result<Answer, &str>) {
        let answer = ask(&mut Vec::new(), &mut &*frames.concat(), &["log"]);
        let answer = answer.map_err(|fault| fault.to_string());
        assert_eq!(answer, expected.map_err(str::to_owned));
    }

    #[test]
    fn an_answer_is_gathered_from_all_channels() {
        let frames = [
            frame(b'o', b"one "),
            frame(b'e', b"warned"),
            frame(b'd', b"for nobody"),
            frame(b'o', b"two\0\xff"),
            frame(b'r', &[0, 0, 0, 1]),
        ];
        let expected = Answer {
            code: 1,
            output: b"one two\0\xff".to_vec(),
            complaint: b"warned".to_vec(),
        };
        check(&frames, Ok(expected));
    }

    #[test]
    fn a_question_is_answered_with_nothing() {
        let question = |channel| [&[channel], &4096_u32.to_be_bytes()[..]].concat();
        let frames = [question(b'I'), question(b'L'), frame(b'r', &[0; 4])];
        let mut sent = Vec::new();
        ask(&mut sent, &mut &*frames.concat(), &["a", "b c"]).unwrap();
        assert_eq!(sent, b"runcommand\n\0\0\0\x05a\0b c\0\0\0\0\0\0\0\0");
    }

    #[test]
    fn a_length_is_not_believed() {
        let announced = [b'o', 0xff, 0xff, 0xff, 0xff];
        check(
            &[announced.to_vec()],
            Err("its answer has more than 256 MiB"),
        );
        let cut = [b'o', 0, 0, 1, 0, b'x'];
        check(&[cut.to_vec()], Err("unexpected end of file"));
        check(
            &[frame(b'r', b"no")],
            Err("its exit code has no four bytes"),
        );
    }

    #[test]
    fn an_unknown_channel_in_capitals_is_an_error() {
        check(&[frame(b'X', b"")], Err("it uses a channel `X`"));
    }

    #[test]
    fn the_greeting_names_what_the_server_can() {
        let hello = frame(
            b'o',
            b"capabilities: getencoding runcommand\nencoding: UTF-8",
        );
        assert!(greet(&mut &*hello).is_ok());
        assert!(greet(&mut &*frame(b'o', b"capabilities: getencoding")).is_err());
        assert!(greet(&mut &b"HTTP/1.1 200 OK\r\n"[..]).is_err());
        assert!(greet(&mut &b""[..]).is_err());
    }
}
