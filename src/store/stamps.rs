//! The stamps of many files, one after the other.

use std::path::PathBuf;

#[cfg(target_os = "linux")]
use std::os::fd::AsFd as _;
#[cfg(target_os = "linux")]
use std::os::fd::BorrowedFd;
#[cfg(target_os = "linux")]
use std::os::fd::OwnedFd;

use crate::store::FileStamp;

/// Tells the stamps of files below a `.tickets` folder, quickest where those of one
/// folder are asked for in a row: that folder is then opened once, and the system
/// need not walk the whole path each time.
#[derive(Debug)]
pub struct Stamps {
    home: PathBuf,
    #[cfg(target_os = "linux")]
    open: Option<(String, OwnedFd)>,
}

impl Stamps {
    /// Of files below `home`.
    pub fn new(home: impl Into<PathBuf>) -> Stamps {
        Stamps {
            home: home.into(),
            #[cfg(target_os = "linux")]
            open: None,
        }
    }

    /// The stamp of the regular file at `rest` in `folder`; none where there is none. A
    /// link has none either: its own stamp says nothing of the file that it leads to.
    #[cfg(target_os = "linux")]
    pub fn of(&mut self, folder: &str, rest: &str) -> Option<FileStamp> {
        use rustix::fs::FileType;
        use rustix::fs::Mode;
        use rustix::fs::OFlags;

        if self.open.as_ref().is_none_or(|(open, _)| open != folder) {
            let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
            let opened = rustix::fs::open(self.home.join(folder), flags, Mode::empty()).ok()?;
            self.open = Some((folder.to_owned(), opened));
        }
        let (_, open) = self.open.as_ref()?;
        let (file_type, stamp) = status(open.as_fd(), rest)?;
        stamp.filter(|_| file_type == FileType::RegularFile)
    }

    /// The stamp of the regular file at `rest` in `folder`; none where there is none. A
    /// link has none either: its own stamp says nothing of the file that it leads to.
    #[cfg(not(target_os = "linux"))]
    pub fn of(&mut self, folder: &str, rest: &str) -> Option<FileStamp> {
        let path = self.home.join(folder).join(rest);
        let metadata = std::fs::symlink_metadata(path).ok()?;
        FileStamp::of(&metadata).filter(|_| metadata.is_file())
    }
}

/// What a name in a folder stands for, and its stamp; none where it is gone. A link
/// is not followed.
#[cfg(target_os = "linux")]
pub(crate) fn status(
    folder: BorrowedFd<'_>,
    name: impl rustix::path::Arg,
) -> Option<(rustix::fs::FileType, Option<FileStamp>)> {
    use rustix::fs::AtFlags;
    use rustix::fs::StatxFlags;

    let flags = AtFlags::SYMLINK_NOFOLLOW;
    let found = rustix::fs::statx(folder, name, flags, StatxFlags::BASIC_STATS).ok()?;
    let file_type = rustix::fs::FileType::from_raw_mode(found.stx_mode.into());
    let stamp = FileStamp::of_parts(
        (found.stx_mtime.tv_sec, found.stx_mtime.tv_nsec),
        (found.stx_ctime.tv_sec, found.stx_ctime.tv_nsec),
        found.stx_size,
        found.stx_ino,
    );
    Some((file_type, stamp))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Stamps;
    use crate::store::FileStamp;

    #[test]
    fn a_stamp_is_that_of_the_file_whatever_was_asked_before() {
        let home = tempfile::tempdir().unwrap();
        for folder in ["a", "b/c"] {
            fs::create_dir_all(home.path().join(folder)).unwrap();
            fs::File::create(home.path().join(folder).join("x")).unwrap();
        }
        let mut stamps = Stamps::new(home.path());
        for (folder, rest) in [("a", "x"), ("b", "c/x"), ("b/c", "x"), ("a", "x")] {
            let metadata = fs::metadata(home.path().join(folder).join(rest)).unwrap();
            assert_eq!(
                stamps.of(folder, rest),
                FileStamp::of(&metadata),
                "{folder}"
            );
        }
        assert_eq!(stamps.of("b", "c"), None, "a folder");
        assert_eq!(stamps.of("a", "y"), None);
        assert_eq!(stamps.of("z", "x"), None);
    }
}
