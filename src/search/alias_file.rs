//! An alias file as a reader wrote it, with two names made one or parted: everything else in it stays as it is,
//! comments and all. It must not know where the file lies.

use super::aliases::{Aliases, BadAliases, key};

/// What opens a group in the file.
const HEADER: &str = "[[alias]]";

/// What an alias file says that has just begun.
const BEGINNING: &str = "# Names of one thing: each group counts and lights as one.\n";

/// The file's text in which two names are one: as it is, where they are already.
///
/// # Errors
/// The text is no alias file, or one that no group can be put behind.
pub fn join_names(text: &str, pair: &[String; 2]) -> Result<String, BadAliases> {
    let known = Aliases::parse(text)?;
    let [one, other] = pair;
    if known.group_of(one).is_some_and(|group| known.group_of(other) == Some(group)) {
        return Ok(text.to_owned());
    }
    let before = if text.trim().is_empty() { BEGINNING } else { text };
    let gap = if before.ends_with('\n') { "" } else { "\n" };
    let joined = format!("{before}{gap}{HEADER}\nnames = [{}, {}]\n", quoted(one), quoted(other));
    Aliases::parse(&joined).map(|_| joined)
}

/// The file's text without what makes just these two names one; none where nothing does, or where they stand in one
/// group with others.
///
/// # Errors
/// The text is no alias file.
pub fn part_names(text: &str, pair: &[String; 2]) -> Result<Option<String>, BadAliases> {
    Aliases::parse(text)?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut kept = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let end = end_of_group(&lines, at);
        if is_header(line) && is_of(&lines.get(at..end).unwrap_or_default().concat(), pair) {
            at = end;
        } else {
            kept.push_str(line);
            at += 1;
        }
    }
    Ok((kept.len() < text.len()).then_some(kept))
}

fn is_header(line: &str) -> bool {
    let bare = line.split('#').next().unwrap_or_default();
    bare.chars().filter(|c| !c.is_whitespace()).eq(HEADER.chars())
}

/// The line behind the last of a group; comments and blank lines behind that belong to what follows.
fn end_of_group(lines: &[&str], header: usize) -> usize {
    let next = lines.iter().skip(header + 1).position(|line| line.trim_start().starts_with('['));
    let end = next.map_or(lines.len(), |next| header + 1 + next);
    let says = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let last = lines.get(header..end).unwrap_or_default().iter().rposition(says);
    header + last.unwrap_or(0) + 1
}

/// Whether a group is one of just these two names.
fn is_of(group: &str, pair: &[String; 2]) -> bool {
    let keys = |names: &[String]| {
        let mut keys: Vec<String> = names.iter().map(|name| key(name)).collect();
        keys.sort();
        keys
    };
    Aliases::parse(group).is_ok_and(|group| group.pairs().iter().any(|names| keys(names) == keys(pair)))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "# mine\n[[alias]]\nnames = [\"Rason\", \"Rajin-Sonbong\"] # a zone\n\n# of three\n[[alias]]\n\
                        names = [\n  \"Han\",\n  \"Han River\",\n  \"한강\",\n]\n";

    fn pair(one: &str, other: &str) -> [String; 2] {
        [one.to_owned(), other.to_owned()]
    }

    #[test]
    fn what_is_joined_is_put_behind_what_stands_there() {
        let joined = join_names(FILE, &pair("Lake Ferry Company", "LFC")).expect("it is right");
        assert_eq!(joined, format!("{FILE}[[alias]]\nnames = [\"Lake Ferry Company\", \"LFC\"]\n"));
        for known in [pair("rason", "Rajin Sonbong"), pair("한강", "Han")] {
            assert_eq!(join_names(FILE, &known).expect("it is right"), FILE);
        }
        let begun = join_names("", &pair("a \"b\" \\", "c")).expect("it is right");
        assert_eq!(begun, format!("{BEGINNING}[[alias]]\nnames = [\"a \\\"b\\\" \\\\\", \"c\"]\n"));
        for wrong in ["names = 3\n", "[[alias]\n", "alias = []\n"] {
            assert!(join_names(wrong, &pair("a", "b")).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_a_group_of_just_two_names_is_parted() {
        let parted = part_names(FILE, &pair("Rajin-Sonbong", "Rason")).expect("it is right");
        assert_eq!(
            parted.as_deref(),
            FILE.split_once("[[alias]]\nnames = [\"Rason\", \"Rajin-Sonbong\"] # a zone\n")
                .map(|(a, b)| format!("{a}{b}"))
                .as_deref()
        );
        for other in [pair("Han", "한강"), pair("Rason", "Han"), pair("x", "y")] {
            assert_eq!(part_names(FILE, &other).expect("it is right"), None, "{other:?}");
        }
        assert!(part_names("[[alias]\n", &pair("a", "b")).is_err());
    }

    proptest! {
        /// What is joined is one, and parted again the file is as it was.
        #[test]
        fn parting_undoes_joining(one in "[A-Z][a-z\"\\\\' é한]{1,8}", other in "[A-Z]{2,4}") {
            let pair = [one, other];
            prop_assume!(key(&pair[0]) != key(&pair[1]));
            let joined = join_names(FILE, &pair).expect("it is right");
            let aliases = Aliases::parse(&joined).expect("it is right");
            prop_assert!(aliases.group_of(&pair[0]).is_some());
            prop_assert_eq!(aliases.group_of(&pair[0]), aliases.group_of(&pair[1]));
            let parted = part_names(&joined, &pair).expect("it is right");
            prop_assert_eq!(parted.as_deref(), Some(FILE));
        }
    }
}
