//! Archives and XML that are not what they should be.

use super::super::shown::zipped;
use super::*;

#[test]
fn archives_are_told_apart_by_their_first_members() {
    for (members, ending, expected) in [
        (["mimetype application/epub+zip"].as_slice(), "zip", Some(Packed::Epub)),
        (&["mimetype application/vnd.oasis.opendocument.text"], "docx", Some(Packed::OpenDocument)),
        (&["[Content_Types].xml", "word/document.xml"], "odt", Some(Packed::Word)),
        (&["a.txt"], "zip", Some(Packed::Unknown)),
        (&["a.txt"], "epub", Some(Packed::Epub)),
        (&[], "docx", None),
    ] {
        let members: Vec<_> = members.iter().map(|m| m.split_once(' ').unwrap_or((m, ""))).collect();
        let bytes = stored(&members);
        let peek = Peek { bytes: &bytes, text: "", ending };
        assert_eq!(packed(&peek), expected, "{members:?}");
    }
}

/// An archive whose members are not packed; one with none begins as no archive with members does.
fn stored(members: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in members {
        archive.start_file(*name, options).expect("an archive in memory");
        archive.write_all(text.as_bytes()).expect("an archive in memory");
    }
    archive.finish().expect("an archive in memory").into_inner()
}

#[test]
fn text_comes_in_the_encoding_that_it_says() {
    for (bytes, expected) in [
        (b"<?xml version='1.0' encoding='windows-1251'?><p>\xc4\xe0</p>".as_slice(), "Да"),
        (b"\xff\xfe<\0p\0>\0a\0<\0/\0p\0>\0", "a"),
        ("\u{feff}<p>é</p>".as_bytes(), "é"),
    ] {
        let text = decoded(bytes);
        let mut xml = Xml::new(&text);
        let inner = loop {
            match xml.next().expect("it is XML") {
                Some(Node::Start(_)) => break xml.inner().expect("it is XML"),
                Some(_) => {}
                None => panic!("no element"),
            }
        };
        assert_eq!(inner, expected);
    }
}

#[test]
fn entities_are_not_expanded() {
    let text =
        "<!DOCTYPE p [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p x='&lt;&#65;&b'>&b;&amp;&#x42; &;</p>";
    let mut xml = Xml::new(text);
    let attribute = loop {
        if let Some(Node::Start(element)) = xml.next().expect("it is XML") {
            break element.get("x");
        }
    };
    assert_eq!(attribute.as_deref(), Some("<A&b"));
    assert_eq!(xml.inner().expect("it is XML"), "&b;&B &;");
}

#[test]
fn all_members_together_are_limited() {
    let bytes = zipped(&[("a", "0123456789"), ("b", "0123456789")]);
    let mut package = Package::open(&bytes).expect("an archive");
    package.left = 15;
    assert_eq!(package.text("a").expect("short enough").as_deref(), Some("0123456789"));
    assert_eq!(package.text("b").expect_err("too much").0, "unpacks to more than 256 MiB");
}
