//! Files that are written whole or not at all: what was there before stays until all of the new is on the disk. It
//! must not know what is written, nor who is asked first.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Gid, Uid, fchown};
use rustix::io::Errno;

/// Links that are followed, one after another.
const LINKS: usize = 40;
/// Names that are tried beside a file: others are left by programs that were killed.
const NAMES: u32 = 100;
/// Nobody else reads along before it is known who may.
const OURS_ALONE: u32 = 0o600;

/// Writes a file where none is; a name that is taken is an error. Half a text is none, and its name is free again.
///
/// # Errors
/// What the system says.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    written(&mut file, bytes).inspect_err(|_| {
        let _stays = fs::remove_file(path);
    })
}

/// Writes a file over what is there, if anything, which stays as it is where that fails. Links are followed, and who
/// may read it stays.
///
/// # Errors
/// What the system says.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = followed(path)?;
    let before = match fs::metadata(&path) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if before.is_some() {
        // A file that may not be written is not put aside either.
        let mut file = OpenOptions::new().write(true).open(&path)?;
        // Nothing can take the place of a device or a pipe.
        if !before.as_ref().is_some_and(Metadata::is_file) {
            return file.write_all(bytes);
        }
    }
    let (mut file, beside) = beside(&path, before.is_some())?;
    let done = before.map_or(Ok(()), |before| alike(&file, &before));
    let done = done.and_then(|()| written(&mut file, bytes)).and_then(|()| fs::rename(&beside, &path));
    done.inspect_err(|_| {
        let _stays = fs::remove_file(&beside);
    })
}

/// Writes all, and hears of a disk that is full while there is still something else.
fn written(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    match file.sync_all() {
        // Some file systems have no such thing.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Where a path leads to by whatever links, even to nothing.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(to) => path = path.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(path),
        }
    }
    Err(Errno::LOOP.into())
}

/// A new file in the folder of another.
fn beside(path: &Path, ours_alone: bool) -> io::Result<(File, PathBuf)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if ours_alone {
        options.mode(OURS_ALONE);
    }
    let mut taken = ErrorKind::AlreadyExists.into();
    for n in 0..NAMES {
        let beside = path.with_file_name(format!(".vivavoce-{}-{n}", std::process::id()));
        match options.open(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Gives a file the owner, where we may, and the permissions of another.
fn alike(file: &File, other: &Metadata) -> io::Result<()> {
    let mine = file.metadata()?;
    if (mine.uid(), mine.gid()) != (other.uid(), other.gid()) {
        let (owner, group) = (Uid::from_raw(other.uid()), Gid::from_raw(other.gid()));
        let _not_allowed =
            fchown(file, Some(owner), Some(group)).or_else(|_| fchown(file, None, Some(group)));
    }
    file.set_permissions(Permissions::clone(&other.permissions()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_written_over_keeps_its_links_and_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("in")).unwrap();
        fs::write(path("in/old"), "a long old text").unwrap();
        fs::set_permissions(path("in/old"), Permissions::from_mode(0o640)).unwrap();
        symlink("in/old", path("link")).unwrap();
        symlink(path("link"), path("further")).unwrap();
        symlink("in/none", path("dangling")).unwrap();
        for (name, leads_to) in [("further", "in/old"), ("dangling", "in/none"), ("new", "new")] {
            replace(&path(name), name.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(path(leads_to)).unwrap(), name);
            assert_eq!(fs::symlink_metadata(path(name)).unwrap().is_symlink(), name != leads_to);
        }
        assert_eq!(fs::metadata(path("in/old")).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), ["dangling", "further", "in", "link", "new"]);
        assert_eq!(names(&path("in")), ["none", "old"]);
    }

    /// Each row: where nothing can be written, and why.
    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "old").unwrap();
        symlink("loop", path("loop")).unwrap();
        for (name, why) in [
            ("file/new", ErrorKind::NotADirectory),
            ("none/new", ErrorKind::NotFound),
            (".", ErrorKind::IsADirectory),
            ("/proc/new", ErrorKind::NotFound),
        ] {
            assert_eq!(replace(&path(name), b"new").unwrap_err().kind(), why, "{name}");
        }
        assert_eq!(
            replace(&path("loop"), b"new").unwrap_err().raw_os_error(),
            Some(Errno::LOOP.raw_os_error())
        );
        assert_eq!(
            replace(Path::new("/dev/full"), b"new").unwrap_err().raw_os_error(),
            Some(Errno::NOSPC.raw_os_error())
        );
        assert!(replace(Path::new("/dev/null"), b"new").is_ok());
        assert_eq!(create(&path("file"), b"new").unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(names(folder.path()), ["file", "loop"]);
        assert_eq!(fs::read_to_string(path("file")).unwrap(), "old");
    }
}
