//! The properties of an OLE file: title and author. It must not know what else is in the file.

use encoding_rs::Encoding;

use super::super::prose;
use super::bytes::Bytes;
use crate::import::document::Meta;

/// Reads them. What is broken says nothing.
pub(super) fn read(stream: &[u8], meta: &mut Meta) {
    const TITLE: u32 = 2;
    const AUTHOR: u32 = 4;
    let start = Bytes(stream).size(44);
    let section = Bytes(stream).part(start, stream.len());
    let count = section.size(4).min(64);
    let property = |wanted: u32| {
        let at = (0..count).map(|n| 8 + n * 8).find(|at| section.u32(*at) == Some(wanted))?;
        Some(section.part(section.size(at + 4), stream.len()))
    };
    let encoding = property(1).and_then(|page| page.u16(4)).map_or(encoding_rs::WINDOWS_1252, encoding_of);
    let text = |wanted: u32| property(wanted).and_then(|value| text(value, encoding));
    meta.title = text(TITLE).and_then(|title| prose::title(&title));
    meta.people.extend(text(AUTHOR).and_then(|author| prose::person(&author)));
}

fn text(value: Bytes<'_>, encoding: &'static Encoding) -> Option<String> {
    const BYTES: u32 = 0x1e;
    const WIDE: u32 = 0x1f;
    let length = value.size(4).min(1024);
    let text = match value.u32(0)? {
        BYTES => encoding.decode_without_bom_handling(value.part(8, length).0).0.into_owned(),
        WIDE => encoding_rs::UTF_16LE.decode_without_bom_handling(value.part(8, length * 2).0).0.into_owned(),
        _ => return None,
    };
    Some(text.split('\0').next().unwrap_or_default().to_owned())
}

fn encoding_of(page: u16) -> &'static Encoding {
    let page = i32::from(page);
    super::super::rtf::code_page(page).unwrap_or(encoding_rs::WINDOWS_1252)
}
