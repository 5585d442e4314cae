//! The alias file, in which what the reader made one is kept: read, changed and replaced in one step, so that nobody
//! ever finds half of it. It must not know what the names are names of.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::app::Event;
use crate::search::{join_names, part_names};
use crate::text::printable;

use super::reason;

/// Keeps two names as one in a file, or parts them there, and says what came of it.
pub(super) fn keep(file: &Path, pair: &[String; 2], one: bool) -> Event {
    let [long, short] = pair;
    let shown = shown(file);
    let failed = |why: String| Event::Failed(format!("{short} = {long} is not kept in {shown}: {why}"));
    // Who made the file a link to another wants that other one changed.
    let path = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let text = match fs::read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return failed("it is not UTF-8".to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return failed(reason(&error)),
    };
    let changed = if one { join_names(&text, pair).map(Some) } else { part_names(&text, pair) };
    match changed {
        Err(wrong) => failed(wrong.to_string()),
        Ok(None) => Event::Told(format!("{short} and {long} are two until you quit: see {shown}")),
        Ok(Some(changed)) => match if changed == text { Ok(()) } else { replace(&path, &changed) } {
            Err(error) => failed(reason(&error)),
            Ok(()) if one => Event::Told(format!("{short} = {long}, kept in {shown}")),
            Ok(()) => Event::Told(format!("{short} and {long} are two, also in {shown}")),
        },
    }
}

/// Puts a new file in the place of an old one: there is always a whole one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    let written = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        if let Ok(about) = fs::metadata(path) {
            file.set_permissions(about.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    written().inspect_err(|error| {
        // What another left there under this name is not ours.
        if error.kind() != io::ErrorKind::AlreadyExists {
            let _stays = fs::remove_file(&beside);
        }
    })
}

/// A path as a reader writes it.
fn shown(path: &Path) -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    let below = home.and_then(|home| Some(Path::new("~").join(path.strip_prefix(home).ok()?)));
    printable(&below.as_deref().unwrap_or(path).to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(event: Event) -> String {
        match event {
            Event::Told(told) => told,
            Event::Failed(why) => format!("failed: {why}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn names_are_kept_beside_what_stands_there_and_taken_out_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/aliases.toml");
        let pair = ["Lake Ferry Company", "LFC"].map(str::to_owned);
        assert!(told(keep(&file, &pair, true)).starts_with("LFC = Lake Ferry Company, kept in /"));
        let first = fs::read_to_string(&file).unwrap();
        assert!(first.contains("[[alias]]\nnames = [\"Lake Ferry Company\", \"LFC\"]\n"), "{first}");
        // Somebody else wrote there meanwhile.
        let more = format!("{first}\n# mine\n[[alias]]\nnames = [\"Han\", \"Han River\", \"한강\"]\n");
        fs::write(&file, &more).unwrap();
        let other = ["World Food Programme", "WFP"].map(str::to_owned);
        keep(&file, &other, true);
        assert!(fs::read_to_string(&file).unwrap().starts_with(&more));
        assert!(told(keep(&file, &other, false)).contains("are two, also in"));
        assert_eq!(fs::read_to_string(&file).unwrap(), more);
        let three = ["Han", "Han River"].map(str::to_owned);
        assert!(told(keep(&file, &three, false)).contains("until you quit"));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_cannot_be_kept_is_told_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("aliases.toml");
        let pair = ["Lake Ferry Company", "LFC"].map(str::to_owned);
        for (bytes, why) in
            [(&b"[[alias]\n"[..], "line 1"), (b"alias = []\n", "line"), (b"# \xff\n", "it is not UTF-8")]
        {
            fs::write(&file, bytes).unwrap();
            let told = told(keep(&file, &pair, true));
            assert!(told.starts_with("failed: ") && told.contains(why), "{told}");
            assert_eq!(fs::read(&file).unwrap(), bytes);
        }
        let told = told(keep(folder.path(), &pair, true));
        assert!(told.starts_with("failed: "), "{told}");
    }

    #[test]
    fn a_link_stays_one_and_rights_stay_as_they_are() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("real.toml"), folder.path().join("link.toml"));
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&file, &link).unwrap();
        keep(&link, &["Lake Ferry Company", "LFC"].map(str::to_owned), true);
        assert!(link.is_symlink() && fs::read_to_string(&file).unwrap().contains("LFC"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
