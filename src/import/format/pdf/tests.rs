//! Small files made here, object by object.

use super::super::shown::shown;
use super::*;

/// A file of pages with these contents; the font is Helvetica.
fn file(pages: &[&str]) -> Vec<u8> {
    file_with("/Font<</F 3 0 R/B 4 0 R>>", "<<>>", pages)
}

/// The same with other resources, and with a further object, the fifth.
fn file_with(resources: &str, further: &str, pages: &[&str]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>".to_owned(),
        further.to_owned(),
    ];
    let mut kids = String::new();
    for content in pages {
        let number = objects.len() + 1;
        kids.push_str(&format!("{number} 0 R "));
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R/Resources<<{resources}>>>>",
            number + 1
        ));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len());
    built(&objects)
}

/// A file of objects, the first of which is its catalog.
fn built(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}

fn said(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(documents) => documents.iter().map(shown).collect(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn operators_place_text() {
    for (what, content, expected) in [
        ("one string", "BT /F 10 Tf 50 700 Td (One two.) Tj ET", "p: One two.\n"),
        ("kerning and room", "BT /F 10 Tf 50 700 Td [(O) 80 (ne) -300 (two)] TJ ET", "p: One two\n"),
        (
            "lines by every means",
            "BT /F 10 Tf 12 TL 50 700 Td (one) Tj T* (two) Tj (three) ' 0 0 (four) \" 0 -12 TD (five) Tj T* (six) Tj ET",
            "p: one two three four five six\n",
        ),
        ("a text matrix", "BT /F 1 Tf 10 0 0 10 50 700 Tm (big) Tj ET", "p: big\n"),
        ("the map, kept and brought back", "q 2 0 0 2 0 0 cm Q BT /F 10 Tf 50 700 Td (a) Tj ET", "p: a\n"),
        ("hexadecimal", "BT /F 10 Tf 50 700 Td <48E9> Tj ET", "p: Hé\n"),
        ("bold", "BT /B 10 Tf 50 700 Td (Who?) Tj /F 10 Tf ( I.) Tj ET", "p: *Who?* I.\n"),
        (
            "text that stands for glyphs",
            "BT /F 10 Tf 50 700 Td (a) Tj /Span <</ActualText (ffi)>> BDC (x) Tj EMC (b) Tj ET",
            "p: affib\n",
        ),
        (
            "upright text beside text that stands on its side",
            "BT /F 10 Tf 50 700 Td (up) Tj 0 1 -1 0 20 300 Tm (side) Tj ET",
            "p: up\nhidden(chrome): side\n",
        ),
        ("no font", "BT 50 700 Td (x) Tj ET", "is a PDF without text"),
        ("nothing", "", "is a PDF without text"),
        ("broken off", "BT /F 10 Tf 50 700 Td (one) Tj (two", "p: one\n"),
    ] {
        assert_eq!(said(&file(&[content])), expected, "{what}");
    }
}

#[test]
fn annotations_lead_elsewhere() {
    let words = "BT /F 10 Tf 50 700 Td (See the ) Tj /B 10 Tf (old) Tj /F 10 Tf ( mill.) Tj 0 -12 Td (And so on.) Tj ET";
    let led = "p: See [the *old* mill.](https://mill.example)";
    for (rect, action, expected) in [
        ("66 695 160 710", "/S/URI/URI(https://mill.example)", format!("{led} And so on.\n")),
        (
            "160 710 66 683",
            "/S/URI/URI(https://mill.example)",
            format!("{led} And [so on.](https://mill.example)\n"),
        ),
        ("66 695 160 710", "/S/URI/URI(javascript:x)", "p: See the *old* mill. And so on.\n".to_owned()),
        (
            "66 695 160 710",
            "/S/Launch/URI(https://mill.example)",
            "p: See the *old* mill. And so on.\n".to_owned(),
        ),
        ("66 695", "/S/URI/URI(https://mill.example)", "p: See the *old* mill. And so on.\n".to_owned()),
    ] {
        let resources = "/Font<</F 3 0 R/B 4 0 R>>>>/Annots[5 0 R 5 0 R 9 0 R]/X<<";
        let annotation = format!("<</Subtype/Link/Rect[{rect}]/A<<{action}>>>>");
        assert_eq!(said(&file_with(resources, &annotation, &[words])), expected, "{rect} {action}");
    }
}

#[test]
fn what_is_no_pdf_that_can_be_read_says_why() {
    let whole = file(&["BT /F 10 Tf 50 700 Td (One two.) Tj ET"]);
    let no_pages = built(&["<</Type/Catalog>>".to_owned()]);
    let picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 1>>\nstream\nx\nendstream";
    let scan = file_with("/XObject<</I 5 0 R>>", picture, &["/I Do"]);
    for (what, bytes, expected) in [
        ("junk before it", [b"\n\n".as_slice(), &whole].concat(), "p: One two.\n"),
        ("no table of objects", whole[..whole.len() - 200].to_vec(), "p: One two.\n"),
        ("no pages", no_pages, "is a broken PDF: it has no pages that can be read"),
        ("pictures alone", scan, "is a scanned PDF: its pages are pictures, without text"),
    ] {
        assert_eq!(said(&bytes), expected, "{what}");
    }
    assert!(said(b"%PDF-1.7\n").starts_with("is a broken PDF"), "{}", said(b"%PDF-1.7\n"));
}

#[test]
fn forms_that_draw_themselves_end() {
    let form = "<</Subtype/Form/Resources<</XObject<</X 5 0 R>>/Font<</F 3 0 R>>>>/Length 51>>\nstream\n\
                BT /F 10 Tf 50 700 Td (a) Tj ET /X Do /X Do /X Do \nendstream";
    assert_eq!(said(&file_with("/XObject<</X 5 0 R>>", form, &["/X Do"])), "p: a\n");
    let flood = "<</Subtype/Form/Resources<</XObject<</X 5 0 R>>>>/Length 60>>\nstream\n\
                 /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do \nendstream";
    let told = "asks for more than is safe to unpack";
    assert_eq!(said(&file_with("/XObject<</X 5 0 R>>", flood, &["/X Do"])), told);
}

#[test]
fn a_font_that_lists_widths_for_ever_ends() {
    let widths = "0 4294967295 500 ".repeat(20_000);
    let letters = "<</Type/Font/Subtype/Type0/Encoding/UniGB-UTF16-H/DescendantFonts[5 0 R]>>";
    let font = format!("<</Type/Font/Subtype/CIDFontType2/W[0 [500 600] {widths}]>>");
    let content = "BT /W 10 Tf 50 700 Td <00480069> Tj ET";
    assert_eq!(said(&file_with(&format!("/Font<</W {letters}>>"), &font, &[content])), "p: Hi\n");
}

#[test]
fn what_nests_for_ever_ends() {
    let text = "BT /F 10 Tf 50 700 Td (a) Tj ET ";
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>";
    let round = |kids: &str| {
        built(&[
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!("<</Type/Pages/Kids[{kids}]/Count 9>>"),
            format!("<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R {kids}]/Count 9>>"),
            format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()),
            page.to_owned(),
        ])
    };
    for (what, file) in [
        ("lists in a page", file(&[&format!("{text}{}", "[".repeat(100_000))])),
        ("tables in a page", file(&[&format!("{text}{}", "/A <<".repeat(100_000))])),
        ("lists in an object", file_with("", &"[".repeat(100_000), &[text])),
        ("tables in an object", file_with("", &"<</A".repeat(100_000), &[text])),
        ("strings in an object", file_with("", &"(".repeat(100_000), &[text])),
        ("states of a page", file(&[&format!("{}{text}", "q ".repeat(100_000))])),
        ("marks of a page", file(&[&format!("{}{text}", "/A BMC ".repeat(100_000))])),
        ("pages that hold themselves", round("2 0 R 3 0 R")),
        ("pages that hold a page and themselves", round("5 0 R 3 0 R 2 0 R")),
    ] {
        let said = said(&file);
        assert!(!said.is_empty(), "{what}");
    }
}
