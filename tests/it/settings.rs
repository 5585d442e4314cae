//! Settings as a reader meets them: a file, the binary that reads it, and what it says of it.

use std::path::Path;
use std::process::Command;

use vivavoce::app::COMMANDS;
use vivavoce::settings::{SETTINGS, Settings, uncommented};
use vivavoce::ui::THEMES;

/// A folder with an interview and settings.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(settings: &str) -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        let folder = desk.0.path().join("vivavoce");
        std::fs::create_dir_all(folder.join("themes")).unwrap();
        std::fs::write(folder.join("config.toml"), settings).unwrap();
        std::fs::write(folder.join("themes/dusk.toml"), "base = \"dark\"\nmach = 1\n").unwrap();
        std::fs::write(folder.join("names.toml"), "[[alias]]\nnames = [\"Strand\", \"the captain\"]\n")
            .unwrap();
        let interview = "Q: When did Strand steer?\n\nA: Early. Strand and the captain. The captain slept.\n";
        std::fs::write(desk.0.path().join("ferry.txt"), interview).unwrap();
        desk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Status, standard output, standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vivavoce"));
        command.current_dir(self.path()).env("XDG_CONFIG_HOME", self.path()).args(args);
        let output = command.stdin(std::process::Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// Each row: settings, arguments, and what standard error says behind the file's name.
#[test]
fn what_is_wrong_is_told_and_the_interview_is_read_nevertheless() {
    for (settings, args, told) in [
        ("", &[][..], &[][..]),
        ("mouse = true\n", &[], &[]),
        (
            "mesure = 50\n",
            &[],
            &["config.toml: line 1: there is no setting 'mesure'; did you mean 'measure'?"],
        ),
        ("mesure = 50\n", &["--no-config"], &[]),
        (
            "\n[keys]\nquti = \"x\"\n",
            &[],
            &["config.toml: line 3: there is no command 'quti'; did you mean 'quit'?"],
        ),
        ("theme = \"drak\"\n", &[], &["there is no theme 'drak'; did you mean 'dark'?"]),
        ("theme = \"dsuk\"\n", &[], &["there is no theme 'dsuk'; did you mean 'dusk'?"]),
        ("theme = \"dusk\"\n", &[], &["dusk.toml: line 2: nothing is called 'mach'; did you mean 'match'?"]),
        ("theme = \"dusk\"\n", &["--theme", "light"], &[]),
        ("", &["--theme", "nope.toml"], &["cannot read 'nope.toml': no such file"]),
        ("", &["--config", "nope.toml"], &["cannot read 'nope.toml': no such file"]),
        ("x = \u{1b}]0;y\u{7}\n", &[], &["config.toml: line 1: "]),
    ] {
        let desk = Desk::new(settings);
        let (status, out, err) = desk.run(&[args, &["ferry.txt"]].concat());
        assert_eq!(status, 0, "{err}");
        assert!(out.contains("When did Strand steer?"), "{out}");
        let lines: Vec<_> = err.lines().collect();
        assert_eq!(lines.len(), told.len(), "{settings:?} {args:?}: {err}");
        for (line, told) in lines.iter().zip(told) {
            assert!(line.starts_with("vivavoce: ") && line.contains(told), "{line}");
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
}

#[test]
fn config_says_where_the_settings_lie_and_what_is_wrong_with_them() {
    let desk = Desk::new("panes = \"boht\"\n[keys.pager]\nlight = [\"x\"]\n");
    let (status, out, err) = desk.run(&["config"]);
    assert_eq!((status, err.lines().count()), (2, 2), "{err}");
    assert!(out.trim_end().ends_with("vivavoce/config.toml"), "{out}");
    let (status, out, err) = desk.run(&["config", "--config", "none.toml"]);
    assert!(status == 2 && out.contains("not there") && err.contains("cannot read"), "{out}{err}");
    let (status, out, err) = Desk::new("measure = 60").run(&["config"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
}

#[test]
fn the_printed_settings_are_the_truth() {
    let desk = Desk::new("");
    let (status, out, err) = desk.run(&["config", "--print-default"]);
    assert_eq!((status, err.as_str()), (0, ""));
    for info in SETTINGS {
        assert!(out.contains(&format!("\n#{} = {}\n", info.name, info.default)), "{}", info.name);
    }
    for info in COMMANDS {
        assert!(out.contains(&format!("\n#{} = [", info.name)), "{}", info.name);
    }
    // As it is printed, and with all that it names set: nothing is refused, and nothing differs.
    for text in [out.clone(), uncommented(&out)] {
        let (settings, warnings) = Settings::parse(&text);
        assert_eq!(warnings, []);
        let (setup, warnings) = vivavoce::app::Setup::new(&settings);
        assert_eq!(warnings, []);
        assert_eq!(setup.keymap, vivavoce::app::Keymap::default());
        assert_eq!(Settings { keys: Default::default(), ..settings }, Settings::default());
        std::fs::write(desk.path().join("vivavoce/config.toml"), text).unwrap();
        assert_eq!(desk.run(&["config"]).0, 0);
    }
}

#[test]
fn the_alias_file_of_the_settings_is_used_unless_another_is_named() {
    for job in ["concordance", "find"] {
        let alike = |desk: &Desk, args: &[&str]| {
            let (_, out, err) = desk.run(&[&[job, "Strand"], args, &["ferry.txt"]].concat());
            (out.lines().count(), err)
        };
        assert_eq!(alike(&Desk::new(""), &[]), (2, String::new()), "{job}");
        let desk = Desk::new("aliases = \"names.toml\"");
        assert_eq!(alike(&desk, &[]), (4, String::new()), "{job}");
        assert_eq!(alike(&desk, &["--no-config"]), (2, String::new()), "{job}");
        let (lines, err) = alike(&Desk::new("aliases = \"none.toml\""), &[]);
        assert!(lines == 2 && err.contains("none.toml': no such file"), "{job} {lines} {err}");
        // The usual one comes with the first names that are kept there.
        let desk = Desk::new("");
        std::fs::copy(desk.path().join("vivavoce/names.toml"), desk.path().join("vivavoce/aliases.toml"))
            .unwrap();
        assert_eq!(alike(&desk, &[]), (4, String::new()), "{job}");
        std::fs::write(desk.path().join("vivavoce/config.toml"), "aliases = \"\"\n").unwrap();
        assert_eq!(alike(&desk, &[]), (2, String::new()), "{job}");
    }
}

#[test]
fn the_manual_lists_every_key_and_every_setting() {
    let (_, page, _) = Desk::new("").run(&["man"]);
    for info in COMMANDS {
        assert!(page.contains(&format!("({})", info.name.replace('-', "\\-"))), "{}", info.name);
    }
    for info in SETTINGS {
        assert!(page.contains(&info.name.replace('-', "\\-")), "{}", info.name);
    }
}

#[test]
fn the_help_names_every_theme() {
    let (_, help, _) = Desk::new("").run(&["--help"]);
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, _) in THEMES {
        assert!(words.contains(&format!("{name},")), "{name}: {words}");
        assert!(SETTINGS.iter().any(|info| info.doc.contains(name)), "{name}");
    }
}
