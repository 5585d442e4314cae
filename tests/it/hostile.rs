//! Hostile and broken input: whatever stands in a file, in its name or on the clipboard, the terminal gets nothing but
//! what our own renderer says, output holds no controls, and trouble is one line.
//!
//! A new kind of attack is a line in [`ATTACKS`] or [`BROKEN`], or in [`ADDRESSES`] where it is one by what it leads
//! to; a new place for it is a line in [`PLACES`].

use std::ffi::OsString;
use std::io::{Cursor, Write as _};
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use vivavoce::export;
use vivavoce::import::{self, Options};
use zip::write::SimpleFileOptions;

use crate::terminal::{Clips, IN_TEXT, decoded, lawful, outlaw};

/// What stands in a text to act on a terminal, or to be read as something else than it is.
const ATTACKS: &[(&str, &str)] = &[
    ("the clipboard", "a\u{1b}]52;c;cm0gLXJmIH4=\u{7}b"),
    ("the title", "a\u{1b}]0;owned\u{7}b\u{1b}]2;owned\u{1b}\\c"),
    ("the title told back", "a\u{1b}[21tb\u{1b}[22;0tc"),
    ("a hyperlink", "a\u{1b}]8;;https://evil.example/\u{1b}\\here\u{1b}]8;;\u{1b}\\b"),
    ("a string never closed", "a\u{1b}]0;never"),
    ("device control", "a\u{1b}P$qm\u{1b}\\b\u{1b}P+q544e\u{1b}\\c"),
    ("sixel", "a\u{1b}Pq#0;2;0;0;0#0~~@@vv@@~~$-\u{1b}\\b"),
    (
        "application, privacy, start of string",
        "a\u{1b}_Gf=100;AAAA\u{1b}\\b\u{1b}^x\u{1b}\\c\u{1b}Xy\u{1b}\\d",
    ),
    ("through tmux", "a\u{1b}Ptmux;\u{1b}\u{1b}]52;c;cm0=\u{7}\u{1b}\\b"),
    ("through screen", "a\u{1b}P\u{1b}]52;c;cm0=\u{7}\u{1b}\\b\u{1b}kname\u{1b}\\c"),
    (
        "C1, from CSI to APC",
        "a\u{9b}31mb\u{9d}0;x\u{9c}c\u{90}q\u{9c}d\u{9f}G\u{9c}e\u{9e}f\u{9c}g\u{98}h\u{9c}i",
    ),
    ("other C1", "a\u{84}b\u{85}c\u{8d}d\u{8e}e\u{8f}f\u{80}g\u{9a}h"),
    ("modes", "a\u{1b}[?1049h\u{1b}[?1000h\u{1b}[2J\u{1b}[?25lb\u{1b}[!pc\u{1b}cd"),
    ("answers", "a\u{1b}[6nb\u{1b}[cc\u{1b}[>cd\u{5}e\u{1b}[5ne\u{1b}Zf"),
    ("character sets", "a\u{1b}(0lqqqk\u{e}lqk\u{f}\u{1b})0\u{1b}%Gb"),
    ("a sequence in a sequence", "a\u{1b}\u{1b}[\u{1b}]0;x\u{7}31mb\u{1b}[3\u{1b}[31mc"),
    ("a sequence put together by its removal", "a\u{1b}\u{1b}[0m[31mb\u{1b}[\u{9b}0m31mc"),
    ("controls", "a\u{0}\u{1}\u{2}\u{3}\u{4}\u{6}\u{7}b\u{8}\u{8}\u{8}\u{b}\u{c}\u{1a}\u{1c}\u{7f}c"),
    ("a line overwritten", "shown\rother\r\u{1b}[Kthing"),
    ("direction", "a\u{202e}txt.exe\u{202c}b\u{2066}c\u{2069}\u{202a}d\u{202d}e\u{2067}f\u{2068}g"),
    ("invisible tags", "a\u{e0001}\u{e0041}\u{e0042}\u{e007f}b"),
    ("line and paragraph separators", "a\u{2028}b\u{2029}c"),
    ("no characters at all", "a\u{fffe}b\u{ffff}c\u{fdd0}d\u{1fffe}e\u{fff9}f\u{fffa}g\u{fffb}h"),
    ("marks before all text", "\u{feff}\u{301}\u{200d}a\u{feff}b"),
];

/// What is read once for all: runs that are too long for a table.
fn runs() -> Vec<(&'static str, String)> {
    [
        ("piled marks", "e\u{301}\u{302}\u{489}"),
        ("piled marks with joiners between", "\u{301}\u{200d}\u{302}\u{34f}"),
        ("joiners", "\u{200d}"),
        ("blanks of no width", "\u{200b}\u{2060}\u{200c}"),
        ("selectors", "\u{fe0f}\u{e0100}"),
        ("faces joined for ever", "\u{1f469}\u{200d}"),
        ("letters that join for ever", "\u{1100}"),
        ("soft hyphens", "\u{ad}"),
        ("flags", "\u{1f1e6}"),
    ]
    .into_iter()
    .map(|(what, one)| (what, format!("z{}y", one.repeat(300))))
    .collect()
}

pub(crate) fn attacks() -> Vec<String> {
    ATTACKS
        .iter()
        .map(|(_, text)| (*text).to_owned())
        .chain(runs().into_iter().map(|(_, text)| text))
        .collect()
}

/// Bytes that are no proper text, or none in the encoding that they seem to be in.
const BROKEN: &[(&str, &[u8])] = &[
    ("C1 in 8 bit", b"a\x9b31mb\x9d0;x\x9cc\x90q\x9cd"),
    ("half a surrogate", b"a\xed\xa0\x80b\xed\xb0\x80c"),
    ("surrogates as characters (CESU-8)", b"a\xed\xa0\xbd\xed\xb8\x80b"),
    ("overlong escape", b"a\xc0\x9b[31mb\xe0\x80\x9b[31mc\xf0\x80\x80\x9b[31md"),
    ("overlong nul", b"a\xc0\x80b"),
    ("cut characters", b"a\xe2\x82 b\xf0\x9f\x98 c\xc3"),
    ("more than Unicode has", b"a\xf4\x90\x80\x80b\xf8\x88\x80\x80\x80c\xff\xfe"),
    ("escape in a cut character", b"a\xe2\x1b[31m\x82b\xf0\x9f\x1b]0;x\x07c"),
    ("UTF-7", b"a +AGw-+ABs-[31m+AJs-31m b"),
    ("shift sequences", b"a\x1b$B\x1b(J\x1b$)C\x0e\x1b[31m\x0fb"),
    ("HZ", b"a ~{\x1b[31m~} b"),
];

/// Addresses that words of a page lead to, how often `x` stands for the `*` in them, and how the list of links shows
/// them: not at all where they lead to no page and no letter.
const ADDRESSES: &[(&str, &str, usize, Option<&str>)] = &[
    ("a page", "https://x.example/a?b=c;d#e", 1, Some("https://x.example/a?b=c;d#e")),
    (
        "the clipboard",
        "https://x.example/\u{1b}]52;c;cm0=\u{7}y",
        1,
        Some("https://x.example/%1B]52;c;cm0=%07y"),
    ),
    ("line ends", "https://x.exa\nm\rple/\u{2028}b", 1, Some("https://x.example/%E2%80%A8b")),
    ("C1", "https://x.example/\u{9d}0;x\u{90}c", 1, Some("https://x.example/%C2%9D0;x%C2%90c")),
    ("the end of a link", "https://x.example/\u{1b}\\b", 1, Some("https://x.example/%1B%5Cb")),
    ("direction", "https://x.example/\u{202e}gpj.exe", 1, Some("https://x.example/%E2%80%AEgpj.exe")),
    ("letters like others", "https://x.ex\u{430}mple/", 1, Some("https://x.ex%D0%B0mple/")),
    (
        "a name before the name",
        "http://good.example@evil.example/",
        1,
        Some("http://good.example@evil.example/"),
    ),
    ("and a long one", "http://good.example*@evil.example/*", 300, Some("…evil.example…")),
    (
        "a slash that is none",
        "https://good.example\\@evil.example",
        1,
        Some("https://good.example%5C@evil.example"),
    ),
    ("a megabyte", "https://x.example/*", 1 << 20, None),
    ("a program", "javascript:alert(1)", 1, None),
    ("a program in two lines", "java\nscript:alert(1)", 1, None),
    ("a file", "file:///etc/passwd", 1, None),
    ("data", "data:text/html,<script>", 1, None),
    ("a page beside", "../etc/passwd", 1, None),
    ("a page of no name", "https:///etc/passwd", 1, None),
    ("a letter to nobody", "mailto:?body=x", 1, None),
];

/// A page in which words lead to an address.
fn leading_to(address: &str, times: usize) -> String {
    let address = references(&address.replace('*', &"x".repeat(times)));
    format!(
        "<p>Q: What is a quillback?<p>A: A <a href=\"{address}\">word</a>.<p>Q: So?<p>A: So it is, I think."
    )
}

/// An interview in which some texts stand where a format takes them.
type Make = fn(&[String]) -> Vec<u8>;

/// Where the texts are put. The word that all are found by stands once in each, in its first question.
const PLACES: &[(&str, Make)] = &[
    ("text.txt", |all| talk("A talk", all).into_bytes()),
    ("title.txt", |all| talk(&all.concat().replace(['\n', '\r'], ""), &[]).into_bytes()),
    ("label.txt", |all| {
        let turn = |name: &String| format!("Mr {name}: I was there.\n\nAsker: And then?\n\n");
        format!("Asker: What is a quillback?\n\n{}", all.iter().map(turn).collect::<String>()).into_bytes()
    }),
    ("wide.txt", |all| {
        let text = talk("A talk", all);
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }),
    ("talk.md", |all| {
        let links: String =
            all.iter().map(|text| format!("[{text}](https://x.example/{text} \"{text}\") ")).collect();
        talk(&format!("# {}", all.concat().replace(['\n', '\r'], "")), &[links, all.join("\n\n> ")])
            .into_bytes()
    }),
    ("front.md", |all| {
        let short = all.iter().filter(|text| text.len() < 200).map(String::as_str);
        let quoted: String =
            short.collect::<String>().encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let head = |name: &str| format!("{name}: \"{quoted}\"\n");
        let fields: String = ["title", "date", "outlet", "interviewee"].map(head).concat();
        format!("---\n{fields}author: \"\\e]0;x\\a\\x9b31m\"\n---\n\n{}", talk("", all)).into_bytes()
    }),
    ("talk.html", |all| {
        let r = references(&all.concat());
        let each: String = all
            .iter()
            .map(|t| {
                format!("<p><b>Q:</b> {0}?<p>A: <a href=\"https://x.example/{0}\">{0}</a>", references(t))
            })
            .collect();
        format!(
            "<html lang=\"{r}\"><head><title>{r}</title><meta name=author content=\"{r}\">\
             <meta property=\"og:title\" content=\"{r}\"><meta property=\"og:site_name\" content='{r}'>\
             <meta property=\"article:published_time\" content=\"{r}\"></head><body><h1>{r}</h1>\
             <p><b>Q:</b> What is a quillback?<p>A: A <a href=\"https://x.example/{r}\" title=\"{r}\">link</a>\
             <img alt=\"{r}\">. {each}</body></html>"
        )
        .into_bytes()
    }),
    ("links.html", |_| {
        let pages = ADDRESSES.iter().map(|(_, address, times, _)| leading_to(address, *times));
        format!("<!doctype html>{}", pages.collect::<String>()).into_bytes()
    }),
    ("talk.vtt", |all| {
        let cue = |(at, text): (usize, &String)| {
            let text = references(text);
            format!("00:{:02}:01.000 --> 00:{:02}:30.000\n<v {text}>{text}</v>\n\n", at + 1, at + 1)
        };
        let cues: String = all.iter().enumerate().map(cue).collect();
        let first = "00:00:01.000 --> 00:00:09.000\n<v Runa>What is a quillback?</v>\n\n";
        format!("WEBVTT {}\n\n{first}{cues}", all.concat().replace(['\n', '\r'], "")).into_bytes()
    }),
    ("talk.json", |all| {
        let escaped = |t: &String| t.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
        let turn = |text: &String| {
            format!(
                "{{\"speaker\":\"{0}\",\"startTime\":4.0,\"endTime\":5.0,\"body\":\"So {0} it is.\"}}",
                escaped(text)
            )
        };
        let first =
            "{\"speaker\":\"Runa\",\"startTime\":0.5,\"endTime\":3.0,\"body\":\"What is a quillback?\"}";
        let turns: Vec<String> = std::iter::once(first.to_owned()).chain(all.iter().map(turn)).collect();
        format!("{{\"version\":\"1.0.0\",\"segments\":[{}]}}", turns.join(",")).into_bytes()
    }),
    ("talk.docx", |all| {
        let r = references(&all.concat());
        let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let link = |r: &str| {
            format!(
                "<w:fldSimple w:instr='HYPERLINK &quot;https://x.example/{r}&quot;'>{}</w:fldSimple>",
                paragraph(r)
            )
        };
        let answer = |r: &str| format!("{}{}", paragraph(&format!("A: {r}")), link(r));
        let answers: String = all.iter().map(|t| answer(&references(t))).collect();
        let question = paragraph("Q: What is a quillback?");
        zipped(&[
            ("[Content_Types].xml", "<Types/>"),
            (
                "word/document.xml",
                &format!("<w:document xmlns:w='x'><w:body>{question}{answers}</w:body></w:document>"),
            ),
            (
                "docProps/core.xml",
                &format!(
                    "<cp:coreProperties><dc:title>{r}</dc:title><dc:creator>{r}</dc:creator>\
                     <dcterms:created>{r}</dcterms:created></cp:coreProperties>"
                ),
            ),
        ])
    }),
    ("talk.odt", |all| {
        let r = references(&all.concat());
        let link = |r: &str| format!("<text:a xlink:href='https://x.example/{r}'>{r}</text:a>");
        let answer = |r: &str| format!("<text:p>A: {}</text:p>", link(r));
        let answers: String = all.iter().map(|t| answer(&references(t))).collect();
        zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                &format!(
                    "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text>\
                     <text:p>Q: What is a quillback?</text:p>{answers}</office:text></office:body>\
                     </office:document-content>"
                ),
            ),
            (
                "meta.xml",
                &format!(
                    "<office:document-meta><office:meta><dc:title>{r}</dc:title><dc:creator>{r}</dc:creator>\
                     <dc:date>{r}</dc:date></office:meta></office:document-meta>"
                ),
            ),
        ])
    }),
    ("talk.epub", |all| {
        let r = references(&all.concat());
        let answers: String = all.iter().map(|t| format!("<p>A: {}</p>", references(t))).collect();
        zipped(&[
            ("mimetype", "application/epub+zip"),
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='c.opf' media-type='application/oebps-package+xml'/>\
                 </rootfiles></container>",
            ),
            (
                "c.opf",
                &format!(
                    "<package><metadata><dc:title>{r}</dc:title><dc:creator>{r}</dc:creator>\
                     <dc:publisher>{r}</dc:publisher></metadata><manifest><item id='a' href='a.xhtml' \
                     media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
                ),
            ),
            (
                "a.xhtml",
                &format!(
                    "<html><head><title>{r}</title></head><body><p>Q: What is a quillback?</p>{answers}</body></html>"
                ),
            ),
        ])
    }),
];

/// An interview with a title and some texts, each asked and answered.
fn talk(title: &str, all: &[String]) -> String {
    let each: String =
        all.iter().map(|text| format!("Q: And {text}?\n\nA: It is {text}, I think.\n\n")).collect();
    format!("{title}\n\nQ: What is a quillback?\n\nA: A fish.\n\n{each}Q: So?\n\nA: So it is.\n")
}

/// A text in which every character but letters is written by its number.
fn references(text: &str) -> String {
    let write =
        |c: char| if c.is_ascii_alphabetic() { c.to_string() } else { format!("&#x{:x};", u32::from(c)) };
    text.chars().map(write).collect()
}

pub(crate) fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A file name that a terminal would act on, in bytes.
pub(crate) fn evil_name() -> OsString {
    OsString::from_vec(b"evil\x1b]0;owned\x07\x1b[31m\xc2\x9b31m\xff\n\xe2\x80\xae\xe2\x80\xa8x.txt".to_vec())
}

// ---- the law

#[test]
fn the_law_is_no_dead_letter() {
    for ours in [
        "",
        "안\u{1b}[1;4:3mx\u{1b}[m\r\n\u{8}",
        "\u{1b}]8;id=v1;https://a.b/\u{1b}\\l\u{1b}]8;;\u{1b}\\",
        "\u{1b}M",
    ] {
        assert_eq!(lawful(ours.as_bytes()), Ok(Clips::new()), "{ours:?}");
    }
    assert_eq!(lawful(b"a\x1b]52;c;aGk=\x07").map(|clips| decoded(&clips[0])), Ok("hi".to_owned()));
    let acting =
        ATTACKS.iter().filter(|(what, _)| !["no characters at all", "marks before all text"].contains(what));
    for (what, text) in
        acting.filter(|(what, _)| !["the clipboard", "a hyperlink", "a line overwritten"].contains(what))
    {
        assert!(lawful(text.as_bytes()).is_err(), "{what}");
    }
}

// ---- what is put out

/// Every string in a value of JSON.
fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, out)),
        serde_json::Value::Object(all) => all.iter().for_each(|(key, one)| {
            out.push(key.clone());
            strings(one, out);
        }),
        _ => {}
    }
}

#[track_caller]
fn is_safe_when_read(name: &str, what: &str, bytes: &[u8], must: bool) {
    let all = match import::import_all(name, bytes, Options::default()) {
        Ok(all) => all,
        Err(error) => {
            assert!(!must, "{what} in {name}: {error}");
            assert_eq!(outlaw(&error.to_string(), &[]), None, "{what} in {name}");
            return;
        }
    };
    let json = export::json(&all);
    let mut texts = vec![json.clone()];
    strings(&serde_json::from_str(&json).unwrap(), &mut texts);
    for one in &all {
        texts.extend([export::markdown(one), export::text(one, None), export::text(one, Some(40))]);
        texts.push(export::report(name, &one.interview, &one.doubts));
    }
    for text in texts {
        assert_eq!(outlaw(&text, IN_TEXT), None, "{what} in {name}: {text:?}");
    }
}

#[test]
fn no_attack_survives_its_reading() {
    let named = ATTACKS.iter().map(|(what, text)| (*what, (*text).to_owned()));
    for (what, text) in named.chain(runs()) {
        for (name, make) in PLACES {
            is_safe_when_read(name, what, &make(std::slice::from_ref(&text)), true);
        }
    }
}

#[test]
fn addresses_are_harmless_and_shown_whole() {
    for (what, address, times, shown) in ADDRESSES {
        let page = format!("<!doctype html>{}", leading_to(address, *times));
        let mut driver = crate::driver::Driver::shelf(&[("talk.html", &page)], (100, 24));
        let screen = driver.keys("U").screen().join("\n");
        assert_eq!(outlaw(&screen, &['\n']), None, "{what}: {screen}");
        match shown {
            Some(shown) => assert!(screen.contains(shown) && screen.contains("word"), "{what}: {screen}"),
            None => assert_eq!(driver.notice(), "no links in this interview", "{what}"),
        }
        let links = vivavoce::ui::links(&driver.keys("<Esc>").app);
        let safe = |link: &vivavoce::ui::Link| link.target.bytes().all(|byte| byte.is_ascii_graphic());
        assert!(links.len() == usize::from(shown.is_some()) && links.iter().all(safe), "{what}: {links:?}");
    }
}

#[test]
fn no_broken_bytes_survive_their_reading() {
    for (what, bytes) in BROKEN {
        for (name, front) in [
            ("a.txt", "Q: Why?\n\nA: "),
            ("a.md", "# T\n\n**Q:** Why?\n\nA: "),
            ("a.html", "<p>Q: Why?<p>A: "),
        ] {
            is_safe_when_read(name, what, &[front.as_bytes(), bytes].concat(), false);
            is_safe_when_read(
                name,
                what,
                &[bytes, b"\n\n".as_slice(), front.as_bytes(), bytes].concat(),
                false,
            );
        }
    }
}

// ---- the whole program

/// A folder with every place for every attack, and a file with an evil name.
pub(crate) struct Den(tempfile::TempDir);

impl Den {
    pub(crate) fn new() -> Den {
        let den = Den(tempfile::tempdir().unwrap());
        for (name, make) in PLACES {
            den.write(name, make(&attacks()));
        }
        let broken: Vec<u8> =
            BROKEN.iter().flat_map(|(_, bytes)| [b"\n\nQ: And?\n\nA: ".as_slice(), bytes].concat()).collect();
        den.write("broken.txt", [b"Q: What is a quillback?\n\nA: A fish.".as_slice(), &broken].concat());
        den.write(evil_name(), talk("", &attacks()));
        den
    }

    pub(crate) fn write(&self, name: impl Into<OsString>, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn path(&self, name: impl Into<OsString>) -> PathBuf {
        self.0.path().join(name.into())
    }

    pub(crate) fn names(&self) -> Vec<OsString> {
        let mut names: Vec<_> =
            std::fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    }

    fn run(&self, words: &[&str], files: &[OsString]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vivavoce"));
        command.args(words).args(files).current_dir(self.0.path()).env_clear();
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Commands for who reads line by line; few enough for a pipe that nobody reads.
        let _unread = child.stdin.take().unwrap().write_all("\n".repeat(400).as_bytes());
        child.wait_with_output().unwrap()
    }
}

#[test]
fn whatever_is_put_out_holds_no_controls() {
    let den = Den::new();
    let all = den.names();
    for words in [
        &["export", "--to", "text"][..],
        &["export", "--to", "markdown"],
        &["export", "--to", "json"],
        &["--plain"],
        &["--linear"],
        &["inspect"],
        &["inspect", "--json"],
        &["find", "think"],
        &["find", "--json", "think"],
        &["terms"],
        &["concordance", "think"],
        &["concordance", "--json", "think"],
    ] {
        let output = den.run(words, &all);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), ""), "{words:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.len() > 1000, "{words:?}: {text}");
        assert_eq!(outlaw(&text, IN_TEXT), None, "{words:?}");
    }
}

#[test]
fn trouble_is_one_line_that_can_be_printed() {
    const ATTACK: &str = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}a\nb";
    let den = Den::new();
    den.write("noise\u{1b}[31m.png", b"\x89PNG\r\n\x1a\n");
    let missing = [evil_name(), OsString::from("gone")].join(std::ffi::OsStr::new("-"));
    for (words, file) in [
        (&["export"][..], missing.clone()),
        (&["inspect"], missing.clone()),
        (&["find", ATTACK], missing.clone()),
        (&["export"], OsString::from("noise\u{1b}[31m.png")),
        (&["export", "--to", ATTACK], evil_name()),
        (&["export", "--format", ATTACK], evil_name()),
        (&["export", "--encoding", ATTACK], evil_name()),
        (&["export", "--label", "(\u{1b}[31m\n\u{202e}"], evil_name()),
        (&["export", ATTACK, "--"], evil_name()),
        (&["export", "-o", "no\u{1b}[31m/such\n\u{202e}"], evil_name()),
        (&["export", "-o", "/dev/full"], evil_name()),
        (&[ATTACK], evil_name()),
        (&["find", "--aliases", "gone\u{1b}[31m", "x"], evil_name()),
        (&["--\u{1b}[31m\u{202e}"], evil_name()),
        (&["--plain"], OsString::from("text.txt#q\u{1b}[31m")),
    ] {
        let output = den.run(words, &[file]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {told:?}");
        let line = told.strip_suffix('\n').unwrap();
        assert!(line.starts_with("vivavoce: "), "{words:?}: {told:?}");
        assert_eq!(outlaw(line, &[]), None, "{words:?}: {told:?}");
        assert_eq!(output.stdout, b"", "{words:?}");
    }
}
