//! Which parts of a page are furniture, and what its tables and indents are for, by their names, their links and their
//! share of the text. It must not know what is written in them.

use super::names::{CONTENT, ELEMENTS, NAMES, NOTES, ROLES, TITLES, UNSEEN, WORDS};
use super::tree::{Data, Id, ROOT, Step, Tree};
use crate::text::on_one_line;

/// What is known of each node of a page.
pub(super) struct Furniture {
    hidden: Vec<bool>,
    weights: Vec<Weight>,
    /// Quotations that only indent, and rows of tables that tabulate.
    indents: Vec<bool>,
    tabulates: Vec<bool>,
    ranks: Vec<u32>,
}

/// Bytes of text in a node.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    text: usize,
    linked: usize,
    links: usize,
}

/// Bytes of a cell beyond which its table tells a story.
const CELL: usize = 240;

impl Furniture {
    /// Where nothing is furniture but lists of contents, as in a part of a text.
    pub(super) fn none(tree: &Tree) -> Furniture {
        let mut furniture = Furniture::weighed(tree);
        furniture.layout(tree);
        for id in tree.elements().filter(|id| matches!(tree.name(*id), "ul" | "ol")) {
            furniture.hidden[Tree::index(id)] = furniture.lists_contents(tree, id);
        }
        furniture
    }

    /// Looks at a page whose title is `title`.
    pub(super) fn of(tree: &Tree, title: Option<&str>) -> Furniture {
        let mut furniture = Furniture::weighed(tree);
        furniture.layout(tree);
        let main = furniture.main(tree);
        let mut kept = vec![false; tree.len()];
        for id in headline(tree, title).into_iter().chain(main) {
            tree.ancestors(id).chain([id]).for_each(|id| kept[Tree::index(id)] = true);
        }
        let total = furniture.weight(ROOT).text;
        let mut outside = main.is_some();
        let mut step = Some(Step::Enter(ROOT));
        while let Some(now) = step {
            let mut hides = false;
            match now {
                Step::Enter(id) if Some(id) == main => outside = false,
                Step::Leave(id) if Some(id) == main => outside = true,
                Step::Enter(id) if matches!(tree.data(id), Data::Element(..)) && !kept[Tree::index(id)] => {
                    let heavy = furniture.weight(id).text * 10 > total * 7;
                    hides = outside || (!heavy && furniture.is_furniture(tree, id));
                    furniture.hidden[Tree::index(id)] = hides;
                }
                _ => {}
            }
            step = match now {
                Step::Enter(id) if hides => tree.next(ROOT, Tree::past(id)),
                _ => tree.next(ROOT, now),
            };
        }
        furniture
    }

    /// Whether an element and all in it is furniture.
    pub(super) fn hides(&self, id: Id) -> bool {
        self.hidden.get(Tree::index(id)).copied().unwrap_or_default()
    }

    /// Whether a quotation is none, but the page's way to indent.
    pub(super) fn indents(&self, id: Id) -> bool {
        self.indents.get(Tree::index(id)).copied().unwrap_or_default()
    }

    /// Whether a table's row is one of a table, and not of a layout.
    pub(super) fn tabulates(&self, row: Id) -> bool {
        self.tabulates.get(Tree::index(row)).copied().unwrap_or_default()
    }

    /// How many items stand before this one in its list.
    pub(super) fn rank(&self, item: Id) -> usize {
        self.ranks.get(Tree::index(item)).map_or(0, |rank| *rank as usize)
    }

    fn weight(&self, id: Id) -> Weight {
        self.weights.get(Tree::index(id)).copied().unwrap_or_default()
    }

    fn weighed(tree: &Tree) -> Furniture {
        let mut weights = vec![Weight::default(); tree.len()];
        let mut step = Some(Step::Enter(ROOT));
        while let Some(now) = step {
            let silent = |id| matches!(tree.name(id), "script" | "style" | "noscript" | "template" | "head");
            match now {
                Step::Enter(id) if silent(id) => {
                    step = tree.next(ROOT, Tree::past(id));
                    continue;
                }
                Step::Enter(id) => {
                    if let Data::Text(text) = tree.data(id) {
                        weights[Tree::index(id)].text = text.trim().len();
                    }
                }
                Step::Leave(id) => {
                    let mut weight = weights[Tree::index(id)];
                    if tree.name(id) == "a" {
                        (weight.linked, weight.links) = (weight.text, 1);
                    }
                    weights[Tree::index(id)] = weight;
                    if let Some(parent) = tree.parent(id) {
                        let sum = &mut weights[Tree::index(parent)];
                        sum.text += weight.text;
                        sum.linked += weight.linked;
                        sum.links += weight.links;
                    }
                }
            }
            step = tree.next(ROOT, now);
        }
        let flags = || vec![false; tree.len()];
        Furniture {
            hidden: flags(),
            weights,
            indents: flags(),
            tabulates: flags(),
            ranks: vec![0; tree.len()],
        }
    }

    /// Tells quotations from indents, tables from layouts, and counts the items of lists.
    fn layout(&mut self, tree: &Tree) {
        let total = self.weight(ROOT).text;
        for id in tree.elements() {
            match tree.name(id) {
                "blockquote" => self.indents[Tree::index(id)] = self.weight(id).text * 2 > total,
                "table" => self.table(tree, id),
                "ol" => {
                    let items = tree.children(id).filter(|c| tree.name(*c) == "li");
                    for (rank, item) in (0u32..).zip(items) {
                        self.ranks[Tree::index(item)] = rank;
                    }
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, tree: &Tree, table: Id) {
        let mut rows = Vec::new();
        let mut columns = 0;
        for child in tree.children(table) {
            if tree.name(child) == "tr" {
                rows.push(child);
            }
            rows.extend(tree.children(child).filter(|r| tree.name(*r) == "tr"));
        }
        for row in &rows {
            let cells: Vec<Id> =
                tree.children(*row).filter(|c| matches!(tree.name(*c), "td" | "th")).collect();
            columns = columns.max(cells.len());
            if cells.iter().any(|cell| self.weight(*cell).text > CELL || holds_blocks(tree, *cell)) {
                return;
            }
        }
        if columns > 1 {
            rows.iter().for_each(|row| self.tabulates[Tree::index(*row)] = true);
        }
    }

    /// Bytes of text that are not in parts that are surely furniture.
    fn visible(&self, tree: &Tree) -> usize {
        let total = self.weight(ROOT).text;
        let mut left = total;
        let mut step = Some(Step::Enter(ROOT));
        while let Some(now) = step {
            let passed = match now {
                Step::Enter(id) if matches!(tree.data(id), Data::Element(..)) => {
                    let text = self.weight(id).text;
                    let hides = text * 2 < total && self.is_furniture(tree, id);
                    left -= if hides { text } else { 0 };
                    !hides
                }
                _ => true,
            };
            step = match now {
                Step::Enter(id) if !passed => tree.next(ROOT, Tree::past(id)),
                _ => tree.next(ROOT, now),
            };
        }
        left
    }

    /// The element that holds the text, where the page says so and it does.
    fn main(&self, tree: &Tree) -> Option<Id> {
        let total = self.visible(tree);
        let says = |id: &Id| {
            matches!(tree.name(*id), "main" | "article")
                || tree.attribute(*id, "role") == Some("main")
                || tree.attribute(*id, "itemprop") == Some("articleBody")
                || names(tree, *id).any(|name| CONTENT.contains(&name.to_ascii_lowercase().as_str()))
        };
        tree.elements()
            .filter(says)
            .filter(|id| self.weight(*id).text * 10 >= total * 6)
            .min_by_key(|id| self.weight(*id).text)
    }

    fn is_furniture(&self, tree: &Tree, id: Id) -> bool {
        let name = tree.name(id);
        if matches!(name, "html" | "body" | "main" | "article") {
            return false;
        }
        let role = tree.attribute(id, "role").unwrap_or_default();
        let quoted = || tree.ancestors(id).any(|a| matches!(tree.name(a), "blockquote" | "figure"));
        let sectioning = ELEMENTS.contains(&name) && !(name == "footer" && quoted());
        sectioning
            || unseen(tree, id)
            || ROLES.contains(&role)
            || self.named(tree, id)
            || self.only_links(tree, id)
    }

    fn named(&self, tree: &Tree, id: Id) -> bool {
        // Words in a line of text name its looks, unless it holds nothing but links.
        let inline =
            matches!(tree.name(id), "p" | "h1" | "h2" | "h3" | "h4" | "b" | "i" | "em" | "strong" | "td");
        let weight = self.weight(id);
        let stands = !inline || (tree.name(id) == "p" && weight.text == weight.linked);
        names(tree, id).any(|name| {
            let lower = name.to_ascii_lowercase();
            let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
            NAMES.contains(&lower.as_str())
                || (stands && !lower.contains("no-") && words.any(|word| WORDS.contains(&word)))
        })
    }

    /// A list of nothing but links into the page itself.
    fn lists_contents(&self, tree: &Tree, list: Id) -> bool {
        let weight = self.weight(list);
        let outward =
            |id| tree.name(id) == "a" && tree.attribute(id, "href").is_none_or(|h| !h.starts_with('#'));
        let leads_out = || tree.walk(list).any(|step| matches!(step, Step::Enter(id) if outward(id)));
        weight.links >= 2 && weight.linked == weight.text && !leads_out()
    }

    /// A list of nothing but links that are no sentences.
    fn only_links(&self, tree: &Tree, id: Id) -> bool {
        let weight = self.weight(id);
        matches!(tree.name(id), "ul" | "ol" | "div" | "p" | "td" | "table" | "center")
            && weight.links >= 3
            && weight.linked * 10 >= weight.text * 8
            && weight.linked <= weight.links * 60
    }
}

/// Class names and the id of an element.
fn names(tree: &Tree, id: Id) -> impl Iterator<Item = &str> {
    let class = tree.attribute(id, "class").unwrap_or_default();
    class.split_ascii_whitespace().chain(tree.attribute(id, "id"))
}

/// Whether an element is not shown, by its attributes, its style or its class.
fn unseen(tree: &Tree, id: Id) -> bool {
    let style = || tree.attribute(id, "style").map(|style| style.replace(' ', "").to_ascii_lowercase());
    let class = tree.attribute(id, "class").unwrap_or_default();
    // `d-none d-md-block` is shown on wide screens.
    let shown_again = class.split_ascii_whitespace().any(|name| {
        name.contains(':') || name.ends_with("-block") || name.ends_with("-flex") || name.ends_with("-inline")
    });
    tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden") == Some("true")
        || style().is_some_and(|s| s.contains("display:none") || s.contains("visibility:hidden"))
        || (!shown_again && class.split_ascii_whitespace().any(|name| UNSEEN.contains(&name)))
}

/// Whether an element holds notes on the text.
pub(super) fn is_notes(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "div" | "ol" | "ul" | "section" | "aside" | "li")
        && names(tree, id).chain(tree.attribute(id, "role")).any(|name| NOTES.contains(&name))
}

/// Whether an element is the number of a note in the text: `<sup><a>1</a></sup>`, a link to a note.
pub(super) fn refers_to_note(tree: &Tree, id: Id) -> bool {
    let named = |id| {
        let said = names(tree, id).any(|name| name.contains("footnote") || name.contains("reference"));
        said || tree.attribute(id, "role") == Some("doc-noteref")
            || tree.attribute(id, "href").is_some_and(|h| h.starts_with("#fn") || h.starts_with("#foot"))
    };
    let linked = || tree.children(id).any(|child| tree.name(child) == "a");
    let refers = match tree.name(id) {
        "sup" => named(id) || linked(),
        "a" => named(id) && tree.parent(id).is_none_or(|p| tree.name(p) != "sup"),
        _ => false,
    };
    if !refers {
        return false;
    }
    let number = tree.brief(id).unwrap_or_default();
    (1..=4).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†'))
}

/// Whether a cell is set in several blocks, as in a layout.
fn holds_blocks(tree: &Tree, cell: Id) -> bool {
    let block = |id: &Id| {
        matches!(
            tree.name(*id),
            "p" | "div"
                | "table"
                | "ul"
                | "ol"
                | "blockquote"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "section"
                | "pre"
        )
    };
    let mut blocks = tree.children(cell).filter(block);
    match blocks.next() {
        Some(first) if tree.name(first) == "p" || tree.name(first) == "div" => {
            blocks.next().is_some() || holds_blocks_in(tree, first, block)
        }
        Some(_) => true,
        None => false,
    }
}

fn holds_blocks_in(tree: &Tree, id: Id, block: impl Fn(&Id) -> bool) -> bool {
    tree.children(id).any(|c| block(&c))
}

/// The heading that is the page's title: the one that is called so, the one that its head names, or the only one of
/// the first level.
pub(super) fn headline(tree: &Tree, title: Option<&str>) -> Option<Id> {
    let folded = |text: &str| on_one_line(text).to_lowercase();
    let title = title.map(folded).unwrap_or_default();
    let in_title = |id: &Id| {
        let text = folded(&tree.text(*id));
        !text.is_empty() && !title.is_empty() && title.contains(&text)
    };
    let (mut headings, mut called) = (Vec::new(), Vec::new());
    for id in tree.elements() {
        let name = tree.name(id);
        if name == "h1" {
            headings.push(id);
        }
        if matches!(name, "h1" | "h2" | "h3") && is_called_title(tree, id) {
            called.push(id);
        }
    }
    // Where several are called so, other pages are announced beside this one.
    let of_first_level: Vec<Id> = called.iter().copied().filter(|id| tree.name(*id) == "h1").collect();
    let called =
        called.iter().find(|id| in_title(id)).or(match (of_first_level.as_slice(), called.as_slice()) {
            ([only], _) | ([], [only]) => Some(only),
            _ => None,
        });
    // A site's name is in every title; what the page is about is the longer one.
    let named = || headings.iter().filter(|id| in_title(id)).max_by_key(|id| tree.text(**id).len());
    let only = || headings.first().filter(|_| headings.len() == 1);
    called.or_else(named).or_else(only).copied()
}

fn is_called_title(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "itemprop") == Some("headline") || names(tree, id).any(|name| TITLES.contains(&name))
}
