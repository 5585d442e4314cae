//! Golden screens: text and styles. `SNAPSHOTS=overwrite cargo test screens` writes them anew; read the difference.

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");

/// One golden screen a line: its name, the size, the keys that lead there.
macro_rules! screens {
    ($($name:ident: $columns:literal x $rows:literal, $keys:literal;)*) => {$(
        #[test]
        fn $name() {
            let mut driver = Driver::new(MILL, ($columns, $rows));
            if !$keys.is_empty() {
                driver.keys($keys);
            }
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens").join(concat!(stringify!($name), ".txt"));
            snapbox::assert_data_eq!(driver.golden(), snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)));
        }
    )*};
}

screens! {
    opened_80x24: 80 x 24, "";
    opened_120x40: 120 x 40, "";
    opened_40x10: 40 x 10, "";
    opened_20x5: 20 x 5, "";
    opened_1x1: 1 x 1, "";
    sticky_head_80x24: 80 x 24, "1g6j";
    drawer_60x16: 60 x 16, "2g<Tab>";
    searching_80x24: 80 x 24, "/mill";
    lit_and_searched_100x20: 100 x 20, "/mill<Enter>*/card<Enter>";
    hidden_shown_80x24: 80 x 24, "Hg";
    questions_alone_80x24: 80 x 24, "\\\\";
    finder_80x24: 80 x 24, "owag";
    finder_120x40: 120 x 40, "omil<Down>";
    finder_typo_100x30: 100 x 30, "oceasuescu";
    finder_places_120x40: 120 x 40, "omill<Tab><Tab><Tab><Down>";
    finder_wrong_80x24: 80 x 24, "ore:(mi";
    finder_empty_80x24: 80 x 24, "owages<Enter>o";
    finder_40x10: 40 x 10, "omill";
    palette_80x24: 80 x 24, ":hid";
    help_80x24: 80 x 24, "?";
    report_80x24: 80 x 24, "i";
    terms_80x24: 80 x 24, "t";
    terms_120x40: 120 x 40, "/card<Enter>*t/mi";
    concordance_80x24: 80 x 24, "/mill<Enter>cs";
    concordance_120x40: 120 x 40, "/mill<Enter>*csssw";
    definition_80x24: 80 x 24, "/안미경중<Enter>D";
    two_lit_120x40: 120 x 40, "/mill<Enter>*/the<Enter>*<Esc>)";
    closing_120x40: 120 x 40, "G";
}

/// One golden screen a line: its name, the theme, what lines are made of.
macro_rules! themes {
    ($($name:ident: $theme:literal, $borders:ident;)*) => {$(
        #[test]
        fn $name() {
            let mut driver = Driver::new(MILL, (80, 20));
            driver.keys("H/mill<Enter>*/card<Enter>");
            let theme = vivavoce::ui::Theme::named($theme).unwrap().with_borders(vivavoce::settings::Borders::$borders);
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens").join(concat!(stringify!($name), ".txt"));
            snapbox::assert_data_eq!(driver.golden_in(&theme), snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)));
        }
    )*};
}

#[test]
fn disputed_characters_take_two_columns_where_they_do() {
    let mut driver =
        Driver::new("Q: “Where?” — said Ана.\n\nA: “Here – at the mill,” the girl of Łódź said.\n", (40, 10));
    driver.set_up("ambiguous-width = \"wide\"");
    let theme = vivavoce::ui::Theme::monochrome().with_ambiguous(vivavoce::text::Ambiguous::Wide);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens/wide_40x10.txt");
    snapbox::assert_data_eq!(
        driver.golden_in(&theme),
        snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text))
    );
}

themes! {
    theme_dark_80x20: "dark", Unicode;
    theme_light_80x20: "light", Unicode;
    theme_contrast_80x20: "contrast", Unicode;
    theme_mono_ascii_80x20: "mono", Ascii;
}

#[test]
fn shelf_80x24() {
    let mut driver = Driver::shelf(&[("a.txt", MILL), ("b.txt", "Just a page.\n")], (80, 24));
    driver.keys("j");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens/shelf_80x24.txt");
    snapbox::assert_data_eq!(
        driver.golden(),
        snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text))
    );
}
