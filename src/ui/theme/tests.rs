//! Themes can be read by those who see colours badly, and by those who see none.

use super::*;

/// What a colour is on the screen, as xterm shows it.
fn value(color: Color) -> [f64; 3] {
    let steps = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let rgb = match color {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(n @ 232..) => [8 + 10 * (n - 232); 3],
        Color::Indexed(n @ 16..) => [(n - 16) / 36, (n - 16) / 6 % 6, (n - 16) % 6].map(steps),
        Color::Indexed(n) => return value(NAMES[usize::from(n)].1),
        Color::Black => [0, 0, 0],
        Color::Red => [205, 0, 0],
        Color::Green => [0, 205, 0],
        Color::Yellow => [205, 205, 0],
        Color::Blue => [0, 0, 238],
        Color::Magenta => [205, 0, 205],
        Color::Cyan => [0, 205, 205],
        Color::Gray => [229, 229, 229],
        Color::DarkGray => [127, 127, 127],
        Color::LightRed => [255, 0, 0],
        Color::LightGreen => [0, 255, 0],
        Color::LightYellow => [255, 255, 0],
        Color::LightBlue => [92, 92, 255],
        Color::LightMagenta => [255, 0, 255],
        Color::LightCyan => [0, 255, 255],
        Color::White => [255, 255, 255],
        Color::Reset => panic!("a colour of its own"),
    };
    rgb.map(f64::from)
}

/// Relative luminance (WCAG 2).
fn luminance(color: Color) -> f64 {
    let linear = |c: f64| {
        let c = c / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = value(color).map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The backgrounds on which a theme must be readable: its own, or the extremes of what it is made for.
fn backgrounds(name: &str, theme: &Theme) -> Vec<Color> {
    let grey = |n| Color::Rgb(n, n, n);
    match (theme.page.bg, theme.made_for) {
        (Some(behind), _) => vec![behind],
        // Whose terminal has sixteen colours has chosen them to fit its own background.
        (None, Some(Shade::Dark)) if name.starts_with("sixteen") => vec![grey(0)],
        (None, Some(Shade::Light)) if name.starts_with("sixteen") => vec![grey(255)],
        (None, Some(Shade::Dark)) => vec![grey(0), grey(0x1e), grey(0x30)],
        (None, Some(Shade::Light)) => vec![grey(255), grey(0xfa), grey(0xe4)],
        (None, None) => Vec::new(),
    }
}

#[test]
fn built_in_themes_keep_the_contrast_of_wcag() {
    for (name, text) in THEMES {
        let (theme, warnings) = Theme::parse(text);
        assert_eq!(warnings, [], "{name}");
        let coloured = theme.styles.iter().filter(|style| style.fg.is_some()).count();
        assert_eq!(coloured > 0, name != "mono", "{name}");
        assert!(name == "mono" || !backgrounds(name, &theme).is_empty(), "{name}");
        for behind in backgrounds(name, &theme) {
            for (tint, style) in Tint::ALL.iter().zip(theme.styles).chain([(&Tint::Title, theme.page)]) {
                let Some(fg) = style.fg else { continue };
                let ratio = contrast(fg, style.bg.unwrap_or(behind));
                let least = if name == "contrast" { 7.0 } else { 4.5 };
                assert!(ratio >= least, "{name}: {tint:?} {fg} on {behind} is {ratio:.2}");
                assert!(!style.add_modifier.contains(Modifier::DIM), "{name}: {tint:?} is dimmed further");
            }
        }
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    for (one, other, wanted) in [
        (Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0), 21.0),
        (Color::Rgb(0x77, 0x77, 0x77), Color::Rgb(255, 255, 255), 4.48),
        (Color::Indexed(196), Color::Indexed(231), 4.0),
    ] {
        assert!((contrast(one, other) - wanted).abs() < 0.01, "{one} {other} {}", contrast(one, other));
    }
}

#[test]
fn meanings_differ_without_colours() {
    // Those that can stand at the same place; a lit term is told from another by its name in the status line.
    let meanings = [
        Tints::NONE,
        Tint::Match.into(),
        Tint::CurrentMatch.into(),
        Tint::Term(0).into(),
        Tint::Question.into(),
        Tint::Heading.into(),
        Tint::Hidden.into(),
        Tints::from(Tint::Chosen).with(Tint::Focus).with(Tint::Number),
    ];
    for (name, text) in THEMES {
        let theme = Theme::parse(text).0;
        let signs: Vec<Modifier> = meanings.iter().map(|tints| theme.style(*tints).add_modifier).collect();
        for (at, sign) in signs.iter().enumerate() {
            // A heading and a lit term are both bold and underlined: one is a line, the other stands in one.
            let alike = signs.iter().skip(at + 1).position(|other| other == sign).map(|n| (at, at + 1 + n));
            assert!(alike.is_none_or(|pair| pair == (3, 5)), "{name}: {alike:?}");
        }
    }
}

#[test]
fn what_happens_to_a_text_differs_without_colours_whatever_the_text_is() {
    let none = Tints::NONE;
    let bases =
        [Tint::Title, Tint::Question, Tint::Heading, Tint::Aside, Tint::Hidden, Tint::Italic, Tint::Bold];
    let bases =
        bases.into_iter().chain([Tint::Struck, Tint::Code, Tint::Term(3)]).map(Tints::from).chain([none]);
    let happens =
        [none, Tint::Match.into(), Tints::from(Tint::Match).with(Tint::CurrentMatch), Tint::Selected.into()];
    let themes = THEMES.iter().map(|(name, text)| (name, Theme::parse(text).0));
    for (name, theme) in
        themes.flat_map(|(name, theme)| [(name, theme.clone()), (name, theme.without_slant())])
    {
        let mut seen: Vec<(Modifier, usize, Tints)> = Vec::new();
        for base in bases.clone() {
            for (at, tints) in happens.iter().enumerate() {
                let sign = theme.style(base.and(*tints)).add_modifier;
                let other = seen.iter().find(|(known, what, _)| *known == sign && *what != at);
                assert_eq!(other, None, "{name}: {base:?} and {tints:?} look like another");
                seen.push((sign, at, base));
            }
        }
    }
}

#[test]
fn a_theme_of_ones_own_adds_to_a_built_in_one() {
    let (theme, warnings) =
        Theme::parse("base = \"dark\"\nmatch = \"#ffaf00\"\nquestion = { text = 15, italic = true }\n");
    assert_eq!(warnings, []);
    assert_eq!(theme.style(Tint::Match.into()).fg, Some(Color::Rgb(255, 175, 0)));
    assert!(theme.style(Tint::Match.into()).add_modifier.contains(Modifier::REVERSED));
    let question = theme.style(Tint::Question.into());
    assert_eq!(
        (question.fg, question.add_modifier),
        (Some(Color::Indexed(15)), Modifier::BOLD | Modifier::ITALIC)
    );
    assert_eq!(theme.style(Tint::Number.into()), Theme::named("dark").unwrap().style(Tint::Number.into()));
}

#[test]
fn what_a_theme_gets_wrong_is_told() {
    for (text, told) in [
        ("mach = 1", "line 1: nothing is called 'mach'; did you mean 'match'?"),
        ("match = 256", "line 1: a colour is a name, a number from 0 to 255, or like \"#ffaf00\""),
        ("match = \"#12345\"", "line 1: a colour is a name, a number from 0 to 255, or like \"#ffaf00\""),
        ("match = \"#12345é\"", "line 1: a colour is a name, a number from 0 to 255, or like \"#ffaf00\""),
        (
            "match = \"gren\"",
            "line 1: a colour is a name, a number from 0 to 255, or like \"#ffaf00\"; did you mean 'green'?",
        ),
        ("match = green", "line 1: a colour is a text in quotes; did you mean \"green\"?"),
        ("match = { blod = true }", "line 1: nothing has a 'blod'; did you mean 'bold'?"),
        ("match = { bold = 1 }", "line 1: bold is true or false"),
        (
            "\nbase = \"drak\"",
            "line 2: base is one of dark, light, sixteen, sixteen-light, contrast, mono; did you mean 'dark'?",
        ),
        ("made-for = \"dusk\"", "line 1: made-for is \"dark\" or \"light\""),
    ] {
        let (_, warnings) = Theme::parse(text);
        assert_eq!(warnings.iter().map(Warning::to_string).collect::<Vec<_>>(), [told], "{text}");
    }
}
