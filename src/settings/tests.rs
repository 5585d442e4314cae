//! Files and what is made of them, a line each.

use super::*;

#[test]
fn what_is_set_holds() {
    let set = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        settings
    };
    for (text, wanted) in [
        ("", Settings::default()),
        ("# nothing\n", Settings::default()),
        ("measure = 60", set(|s| s.measure = 60)),
        ("measure = 0x3C", set(|s| s.measure = 60)),
        ("panes = \"answers\"", set(|s| s.panes = Panes::Answers)),
        ("theme = \"dusk\"", set(|s| s.theme = "dusk".to_owned())),
        ("mouse = true\nborders = 'ascii'", set(|s| (s.mouse, s.borders) = (true, Borders::Ascii))),
        ("ambiguous-width = \"wide\"", set(|s| s.ambiguous = Ambiguous::Wide)),
        ("aliases = \"names.toml\"", set(|s| s.aliases = "names.toml".to_owned())),
        ("keys.preset = \"vim\"", set(|s| s.keys.preset = Preset::Vim)),
        ("\u{feff}measure = 60\r\n", set(|s| s.measure = 60)),
    ] {
        assert_eq!(Settings::parse(text), (wanted, Vec::new()), "{text}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, told) in [
        ("\nmesure = 60", "line 2: there is no setting 'mesure'; did you mean 'measure'?"),
        ("Mouse = true", "line 1: there is no setting 'Mouse'; did you mean 'mouse'?"),
        (
            "ambiguous_width = 2",
            "line 1: there is no setting 'ambiguous_width'; did you mean 'ambiguous-width'?",
        ),
        ("zebra = 1", "line 1: there is no setting 'zebra'"),
        ("measure = 5", "line 1: measure is from 20 to 160, such as 72"),
        ("measure = -1", "line 1: measure is from 20 to 160, such as 72"),
        ("measure = \"60\"", "line 1: measure is a number from 20 to 160, such as 72"),
        ("measure = 60.5", "line 1: measure is a number from 20 to 160, such as 72"),
        ("mouse = \"on\"", "line 1: mouse is true or false, such as false"),
        ("theme = 1", "line 1: theme is a text in quotes, such as \"auto\""),
        (
            "panes = \"boht\"",
            "line 1: panes is one of both, reader, questions, answers; did you mean 'both'?",
        ),
        ("keys.preset = \"vi\"", "line 1: preset is one of default, less, vim; did you mean 'vim'?"),
        ("[keys]\nquit = 3", "line 2: the keys of quit are a list, such as [\"j\", \"<Down>\"]"),
        ("keys.preset = 3", "line 1: preset is one of default, less, vim"),
        ("keys.preset = vim", "line 1: preset is a text in quotes; did you mean \"vim\"?"),
        (
            "keys = 3",
            "line 1: keys is a table: [keys], and below it a command a line, such as quit = [\"Q\"]",
        ),
        (
            "[[keys]]",
            "line 1: keys is a table: [keys], and below it a command a line, such as quit = [\"Q\"]",
        ),
        ("[keys]\nquit = x", "line 2: the keys of quit are a list, such as [\"j\", \"<Down>\"]"),
        ("mouse = yes", "line 1: mouse is true or false, such as false"),
        ("theme = dark # dusk", "line 1: theme is a text in quotes; did you mean \"dark\"?"),
        ("panes = answers\r\n", "line 1: panes is a text in quotes; did you mean \"answers\"?"),
        ("panes = boht", "line 1: panes is one of both, reader, questions, answers, such as \"both\""),
        ("mesure = x", "line 1: there is no setting 'mesure'; did you mean 'measure'?"),
        ("measure = 60\nmeasure = 50", "line 2: measure stands here again; what stands first holds"),
        ("key = 1", "line 1: there is no setting 'key'; did you mean 'keys'?"),
    ] {
        let (_, warnings) = Settings::parse(text);
        assert_eq!(warnings.iter().map(Warning::to_string).collect::<Vec<_>>(), [told], "{text}");
    }
}

#[test]
fn a_broken_line_leaves_the_others_whole() {
    let (settings, warnings) = Settings::parse("measure = 50\npanes = both\n= 3\nmouse = true\n[keys\n");
    assert_eq!((settings.measure, settings.mouse), (50, true));
    assert_eq!(settings.panes, Panes::Both);
    assert_eq!(warnings.iter().map(|w| w.line).collect::<Vec<_>>(), [2, 3, 5], "{warnings:?}");
}

#[test]
fn keys_are_kept_as_they_are_written() {
    let text = "[keys]\nquit = [\"x\", \"ZZ\"]\n[keys.pager]\nback = \"<Esc>\"\n[keys.reading]\nlight = []\n";
    let (settings, warnings) = Settings::parse(text);
    assert_eq!(warnings, []);
    let line = |line, context: Option<&str>, command: &str, chords: &[&str]| KeyLine {
        line,
        context: context.map(str::to_owned),
        command: command.to_owned(),
        chords: chords.iter().map(|chord| (*chord).to_owned()).collect(),
    };
    let wanted = [
        line(2, None, "quit", &["x", "ZZ"]),
        line(4, Some("pager"), "back", &["<Esc>"]),
        line(6, Some("reading"), "light", &[]),
    ];
    assert_eq!(settings.keys.lines, wanted);
}

#[test]
fn the_commented_file_names_every_setting_and_changes_nothing() {
    for text in [commented(), uncommented(&commented())] {
        assert_eq!(Settings::parse(&text), (Settings::default(), Vec::new()), "{text}");
    }
    let set = File::parse(&uncommented(&commented()));
    let names: Vec<_> = set.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, SETTINGS.iter().map(|info| info.name).collect::<Vec<_>>());
}
