//! The commit that a build is made of, for `--version`: from the repository's own files, without running git. A source
//! package says it in a file of its own; where neither is there, the version stands alone. And how the program is linked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = of_repository(&root).or_else(|| of_package(&root));
    let commit = commit.and_then(|commit| Some(format!(" ({})", commit.get(..10)?)));
    println!("cargo::rustc-env=VIVAVOCE_VERSION={version}{}", commit.unwrap_or_default());
    link_where_it_runs();
}

/// Most of the time in which the program opens is the loader's: the tables of the formats hold 29,000 addresses, and a
/// program that may lie anywhere has all of them written anew, in 150 pages of its own. Placed when it is linked, it
/// reads the pages that it needs. What that gives up, an address that cannot be guessed, guards memory that can be
/// corrupted: there is no unsafe code of ours, and heap, stack and libraries lie where nobody knows as before.
///
/// For the same reason the compiler's own library, of which a panic needs a few functions, is taken in where it is
/// there to be taken: to find and load it at each start takes an eighth of the loader's time.
fn link_where_it_runs() {
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    println!("cargo::rustc-link-arg-bins=-no-pie");
    if let Some(folder) = folder_of("libgcc_eh.a") {
        println!("cargo::rustc-link-search=native={}", folder.display());
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// Where the linker has a library; none where it has none, or does not say.
fn folder_of(library: &str) -> Option<PathBuf> {
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let linker = std::env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let said = Command::new(linker).arg(format!("-print-file-name={library}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    path.is_file().then(|| path.parent().map(Path::to_path_buf))?
}

/// The commit that is checked out in the folder, which is a repository's or a worktree's.
fn of_repository(root: &Path) -> Option<String> {
    let git = root.join(".git");
    let folder = match fs::read_to_string(&git) {
        Ok(text) => root.join(text.strip_prefix("gitdir:")?.trim()),
        Err(_) => git,
    };
    let head = read(&folder.join("HEAD"))?;
    let Some(name) = head.strip_prefix("ref: ") else { return commit(&head) };
    let common = read(&folder.join("commondir")).map_or_else(|| folder.clone(), |path| folder.join(path));
    let loose = [&folder, &common].into_iter().find_map(|folder| read(&folder.join(name)));
    let packed = || {
        let refs = read(&common.join("packed-refs"))?;
        let line = refs.lines().find(|line| line.ends_with(&format!(" {name}")))?;
        Some(line.split(' ').next()?.to_owned())
    };
    commit(&loose.or_else(packed)?)
}

/// The commit that `cargo package` wrote down.
fn of_package(root: &Path) -> Option<String> {
    let text = read(&root.join(".cargo_vcs_info.json"))?;
    let (_, behind) = text.split_once("\"sha1\"")?;
    commit(behind.split('"').nth(1)?)
}

fn commit(text: &str) -> Option<String> {
    let is_hash = text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| text.to_owned())
}

/// A file's text without blanks around it; a build is made again when it changes.
fn read(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    println!("cargo::rerun-if-changed={}", path.display());
    Some(text.trim().to_owned())
}
