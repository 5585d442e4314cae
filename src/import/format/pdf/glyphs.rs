//! The content of a page, carried out: which glyphs are shown where. It must not know lines or paragraphs.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::super::prose::Look;
use super::font::Font;
use super::store::{Store, number, plain};

/// Forms inside one another.
const FORMS: usize = 12;
/// Operations that all pages may take.
const OPERATIONS: usize = 20_000_000;
/// Operations that beginning a form counts for, however little it holds: forms that draw forms are a flood.
const FORM: usize = 50;
/// Glyphs that all pages may show: as many for each byte of the file, between these.
const GLYPHS: (usize, usize, usize) = (5, 1_000_000, 20_000_000);
/// Bytes of the content of one page, or of one form; an operation may hold all of them as numbers.
const CONTENT: usize = 8 << 20;
/// Graphics states and marked contents inside one another.
const STACK: usize = 512;
/// Bytes of a text that stands for some glyphs.
const ACTUAL: usize = 256;

/// An affine map: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    const ONE: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this map, then another.
    fn then(self, Matrix(n): Matrix) -> Matrix {
        let Matrix(m) = self;
        Matrix([
            m[0] * n[0] + m[1] * n[2],
            m[0] * n[1] + m[1] * n[3],
            m[2] * n[0] + m[3] * n[2],
            m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4],
            m[4] * n[1] + m[5] * n[3] + n[5],
        ])
    }

    /// Where a point comes to lie.
    pub(super) fn of_point(self, x: f32, y: f32) -> (f32, f32) {
        let Matrix(m) = self;
        (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
    }

    fn moved(x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(objects: &[Object]) -> Option<Matrix> {
        let mut m = [0.0; 6];
        for (to, object) in m.iter_mut().zip(objects) {
            *to = number(object)?;
        }
        (objects.len() >= 6).then_some(Matrix(m))
    }
}

/// A glyph on a page; points, from the lower left.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it stands for; a blank one is a space.
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    /// The height of its font.
    pub(super) size: f32,
    pub(super) look: Look,
    /// The file says that it is no content of the page.
    pub(super) aside: bool,
    /// It does not stand upright.
    pub(super) sideways: bool,
}

/// What was found on one page.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    /// Pictures that it shows.
    pub(super) pictures: usize,
    /// Glyphs that nobody knows the text of.
    pub(super) nameless: usize,
}

#[derive(Clone)]
struct State {
    map: Matrix,
    font: Option<usize>,
    size: f32,
    char_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A marked content that is open.
struct Marked {
    /// What the glyphs from this one on stand for.
    actual: Option<(usize, String)>,
    /// It is no content of the page.
    artifact: bool,
}

/// Carries out the contents of pages.
pub(super) struct Interpreter<'a> {
    store: &'a Store,
    fonts: Vec<Font>,
    known: HashMap<ObjectId, usize>,
    state: State,
    stack: Vec<State>,
    marked: Vec<Marked>,
    line: Matrix,
    text: Matrix,
    shown: Shown,
    operations: usize,
    /// Glyphs that may still be shown.
    glyphs: usize,
}

impl<'a> Interpreter<'a> {
    /// For the pages of a file.
    pub(super) fn new(store: &'a Store) -> Interpreter<'a> {
        let (each, least, most) = GLYPHS;
        Interpreter {
            store,
            fonts: Vec::new(),
            known: HashMap::new(),
            state: State::new(Matrix::ONE),
            stack: Vec::new(),
            marked: Vec::new(),
            line: Matrix::ONE,
            text: Matrix::ONE,
            shown: Shown::default(),
            operations: 0,
            glyphs: store.size().saturating_mul(each).clamp(least, most),
        }
    }

    /// Whether the pages ask for more than is allowed.
    pub(super) fn exhausted(&self) -> bool {
        self.operations >= OPERATIONS || self.glyphs == 0 || self.store.exhausted()
    }

    /// What a page shows.
    pub(super) fn page(&mut self, page: &Dictionary) -> Shown {
        self.state = State::new(turned(self.store, page));
        self.stack.clear();
        self.marked.clear();
        let empty = Dictionary::new();
        let resources = inherited(self.store, page, "Resources").and_then(plain).unwrap_or(&empty);
        let content = self.contents(page);
        self.run(&content, resources, 0);
        while !self.marked.is_empty() {
            self.end_marked();
        }
        std::mem::take(&mut self.shown)
    }

    /// A page's content: one stream, or several that are one.
    fn contents(&self, page: &Dictionary) -> Vec<u8> {
        let mut all = Vec::new();
        let streams = match self.store.get(page, "Contents") {
            Some(Object::Array(list)) => list.iter().filter_map(|o| self.store.follow(o)).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for stream in streams.into_iter().filter_map(|o| o.as_stream().ok()) {
            all.extend(self.store.unpacked(stream, CONTENT.saturating_sub(all.len())).unwrap_or_default());
            all.push(b'\n');
        }
        all
    }

    fn run(&mut self, content: &[u8], resources: &Dictionary, depth: usize) {
        for operation in Content::decode_iter(content) {
            // What stands behind a mistake can't be told from it.
            let Ok(operation) = operation else { return };
            if self.exhausted() {
                return;
            }
            self.operations += 1;
            self.operate(&operation, resources, depth);
        }
    }

    fn operate(&mut self, operation: &Operation, resources: &Dictionary, depth: usize) {
        let operands = operation.operands.as_slice();
        let value = |n: usize| operands.get(n).and_then(number).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.stack.len() < STACK => self.stack.push(self.state.clone()),
            "Q" => self.state = self.stack.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Some(map) = Matrix::of(operands) {
                    self.state.map = map.then(self.state.map);
                }
            }
            "BT" => (self.line, self.text) = (Matrix::ONE, Matrix::ONE),
            "Tc" => self.state.char_space = value(0),
            "Tw" => self.state.word_space = value(0),
            "Tz" => self.state.stretch = value(0) / 100.0,
            "TL" => self.state.leading = value(0),
            "Ts" => self.state.rise = value(0),
            "Tf" => {
                self.state.font = operands.first().and_then(|name| self.font(name, resources));
                self.state.size = value(1);
            }
            "Td" => self.next_line(value(0), value(1)),
            "TD" => {
                self.state.leading = -value(1);
                self.next_line(value(0), value(1));
            }
            "Tm" => {
                if let Some(map) = Matrix::of(operands) {
                    (self.line, self.text) = (map, map);
                }
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.show(operands.first()),
            "TJ" => self.show_spaced(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                (self.state.word_space, self.state.char_space) = (value(0), value(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "Do" => self.draw(operands.first(), resources, depth),
            "BMC" | "BDC" => self.begin_marked(operands, resources),
            "EMC" => self.end_marked(),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    fn font(&mut self, name: &Object, resources: &Dictionary) -> Option<usize> {
        let fonts = self.store.dictionary(resources, "Font")?;
        let object = fonts.get(name.as_name().ok()?).ok()?;
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return Some(*known);
        }
        let font = Font::read(self.store, plain(self.store.follow(object)?)?);
        self.fonts.push(font);
        let index = self.fonts.len() - 1;
        if let Some(id) = id {
            self.known.insert(id, index);
        }
        Some(index)
    }

    fn show_spaced(&mut self, list: Option<&Object>) {
        let Some(Object::Array(list)) = list else { return };
        for object in list {
            if let Some(back) = number(object) {
                let x = -back / 1000.0 * self.state.size * self.state.stretch;
                self.text = Matrix::moved(x, 0.0).then(self.text);
            } else {
                self.show(Some(object));
            }
        }
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(Object::String(bytes, _)) = string else { return };
        let Some(font) = self.state.font.and_then(|index| self.fonts.get(index)) else { return };
        let State { map, size, char_space, word_space, stretch, rise, .. } = self.state;
        let aside = self.marked.iter().any(|marked| marked.artifact);
        let (shown, text) = (&mut self.shown, &mut self.text);
        let before = shown.glyphs.len();
        font.show(bytes, |code| {
            let Matrix(at) = Matrix::moved(0.0, rise).then(*text).then(map);
            let long = |x: f32, y: f32| (x * x + y * y).sqrt();
            let (along, across) = (long(at[0], at[1]), long(at[2], at[3]));
            let advance =
                (code.width * size + char_space + if code.is_space { word_space } else { 0.0 }) * stretch;
            *text = Matrix::moved(advance, 0.0).then(*text);
            let glyph = Glyph {
                x: at[4],
                y: at[5],
                // Letters that are spaced out are wide, and no words.
                width: (code.width * size.abs() + char_space.max(0.0)) * stretch.abs() * along,
                size: size.abs() * across,
                look: font.look,
                aside,
                sideways: at[0] <= 0.0 || at[1].abs() > 0.2 * at[0],
                text: code.text,
            };
            let placed =
                [glyph.x, glyph.y, glyph.width, glyph.size].iter().all(|n| n.is_finite() && n.abs() < 1e6);
            if glyph.text.is_empty() {
                shown.nameless += 1;
            } else if placed && glyph.size > 0.1 {
                shown.glyphs.push(glyph);
            }
        });
        self.glyphs = self.glyphs.saturating_sub(shown.glyphs.len() - before + 1);
    }

    fn draw(&mut self, name: Option<&Object>, resources: &Dictionary, depth: usize) {
        let store = self.store;
        let objects = store.dictionary(resources, "XObject");
        let name = name.and_then(|name| name.as_name().ok());
        let object = objects.zip(name).and_then(|(objects, name)| store.follow(objects.get(name).ok()?));
        let Some(Object::Stream(form)) = object else { return };
        match store.name(&form.dict, "Subtype") {
            Some("Image") => self.shown.pictures += 1,
            Some("Form") if depth < FORMS => self.form(form, resources, depth),
            _ => {}
        }
    }

    fn form(&mut self, form: &Stream, resources: &Dictionary, depth: usize) {
        let Some(content) = self.store.unpacked(form, CONTENT) else { return };
        self.operations += FORM;
        let matrix = self.store.array(&form.dict, "Matrix").and_then(Matrix::of).unwrap_or(Matrix::ONE);
        let (state, stack) = (self.state.clone(), std::mem::take(&mut self.stack));
        let (line, text) = (self.line, self.text);
        self.state.map = matrix.then(self.state.map);
        let own = self.store.dictionary(&form.dict, "Resources").unwrap_or(resources);
        self.run(&content, own, depth + 1);
        (self.state, self.stack, self.line, self.text) = (state, stack, line, text);
    }

    fn begin_marked(&mut self, operands: &[Object], resources: &Dictionary) {
        if self.marked.len() >= STACK {
            return;
        }
        let artifact = operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|tag| tag == b"Artifact"));
        let properties = match operands.get(1) {
            Some(Object::Name(name)) => {
                let listed = self.store.dictionary(resources, "Properties");
                listed.and_then(|list| self.store.follow(list.get(name).ok()?)).and_then(plain)
            }
            Some(object) => plain(object),
            None => None,
        };
        let actual = properties.and_then(|p| self.store.text(p, "ActualText")).filter(|t| t.len() <= ACTUAL);
        let actual = actual.map(|text| (self.shown.glyphs.len(), text));
        self.marked.push(Marked { actual, artifact });
    }

    /// Puts the text that the file gives for some glyphs in their place.
    fn end_marked(&mut self) {
        let Some(Marked { actual: Some((from, text)), .. }) = self.marked.pop() else { return };
        let glyphs = &mut self.shown.glyphs;
        let one_line = glyphs
            .get(from..)
            .is_some_and(|glyphs| glyphs.windows(2).all(|pair| (pair[0].y - pair[1].y).abs() < 1.0));
        let end = glyphs.last().map(|last| last.x + last.width);
        if let (true, Some(end), Some(first)) = (one_line, end, glyphs.get_mut(from)) {
            first.width = (end - first.x).max(first.width);
            first.text = text.chars().filter(|c| !c.is_control()).collect();
            glyphs.truncate(from + 1);
        }
    }
}

impl State {
    fn new(map: Matrix) -> State {
        State {
            map,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// How a page is turned to be looked at.
pub(super) fn turned(store: &Store, page: &Dictionary) -> Matrix {
    let turned = inherited(store, page, "Rotate").and_then(number).unwrap_or(0.0);
    match (turned as i64).rem_euclid(360) {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::ONE,
    }
}

/// An entry of a page, or of the nearest node above that has it.
fn inherited<'a>(store: &'a Store, page: &'a Dictionary, key: &str) -> Option<&'a Object> {
    const NODES: usize = 64;
    let mut node = page;
    for _ in 0..NODES {
        if let Some(found) = store.get(node, key) {
            return Some(found);
        }
        node = store.dictionary(node, "Parent")?;
    }
    None
}
