//! The objects of a PDF, looked up safely: references followed, streams unpacked under one budget. It must not
//! know what
//! any object means.

use std::cell::Cell;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Bytes that all streams of a file may unpack to: as many for each byte of the file, between these.
const UNPACKED: (usize, usize, usize) = (100, 16 << 20, 512 << 20);

/// An open file.
pub(super) struct Store {
    document: Document,
    size: usize,
    /// Bytes that may still be unpacked.
    left: Cell<usize>,
}

impl Store {
    /// For a file of some bytes that was loaded.
    pub(super) fn new(document: Document, size: usize) -> Store {
        let (each, least, most) = UNPACKED;
        Store { document, size, left: Cell::new(size.saturating_mul(each).clamp(least, most)) }
    }

    /// Bytes of the file.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The file itself.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// The object that a reference leads to.
    pub(super) fn follow<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, object)| object)
    }

    /// An entry of a dictionary.
    pub(super) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.follow(dictionary.get(key.as_bytes()).ok()?)
    }

    /// An entry that is a dictionary, or a stream's.
    pub(super) fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        plain(self.get(dictionary, key)?)
    }

    /// An entry that is a stream.
    pub(super) fn stream<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.get(dictionary, key)?.as_stream().ok()
    }

    /// An entry that is an array.
    pub(super) fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a [Object]> {
        self.get(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }

    /// An entry that is a name, as far as it is ASCII.
    pub(super) fn name<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a str> {
        std::str::from_utf8(self.get(dictionary, key)?.as_name().ok()?).ok()
    }

    /// An entry that is a number.
    pub(super) fn number(&self, dictionary: &Dictionary, key: &str) -> Option<f32> {
        number(self.get(dictionary, key)?)
    }

    /// An entry that is text for people.
    pub(super) fn text(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        lopdf::decode_text_string(self.get(dictionary, key)?).ok()
    }

    /// A dictionary by the number of its object.
    pub(super) fn numbered(&self, id: ObjectId) -> Option<&Dictionary> {
        self.document.get_dictionary(id).ok()
    }

    /// What a stream holds, unpacked; at most so many bytes. None if it can't be unpacked or is too large.
    pub(super) fn unpacked(&self, stream: &Stream, most: usize) -> Option<Vec<u8>> {
        let left = self.left.get();
        let bytes = stream.get_plain_content_with_limit(most.min(left)).ok();
        // What would have gone in with more left has used it all.
        let used = bytes.as_ref().map_or(if left < most { left } else { 0 }, Vec::len);
        self.left.set(left.saturating_sub(used));
        bytes
    }

    /// Whether more was to be unpacked than is allowed.
    pub(super) fn exhausted(&self) -> bool {
        self.left.get() == 0
    }
}

/// A dictionary, or that of a stream.
pub(super) fn plain(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A number that is one.
pub(super) fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|n| n.is_finite())
}
