//! Which parts of a page are furniture, and what its tables and indents are for, by their names, their links and their
//! share of the text. It must not know what is written in them.

use super::tree::{Data, Id, ROOT, Step, Tree};

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

/// Elements that are furniture wherever they stand.
const ELEMENTS: &[&str] =
    &["nav", "footer", "aside", "form", "button", "select", "textarea", "dialog", "search", "header", "menu"];

/// Their roles, where attributes say so.
const ROLES: &[&str] =
    &["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar", "alert"];

/// Words in class names and ids that name furniture.
const WORDS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "colophon",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "footer",
    "gdpr",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pager",
    "pagination",
    "popup",
    "postamble",
    "promo",
    "related",
    "respond",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "subscribe",
    "tagcloud",
    "toc",
    "toolbar",
    "topbar",
    "widget",
    "widgets",
];

/// Names that are furniture as a whole.
const NAMES: &[&str] = &[
    "table-of-contents",
    "text-table-of-contents",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "read-more",
    "read-next",
    "author-box",
    "author-bio",
    "site-header",
    "page-header",
    "site-title",
    "post-meta",
    "entry-meta",
    "mw-editsection",
    "printfooter",
    "catlinks",
    "post-navigation",
    "preamble",
];

/// Names of what holds the text of a page.
const CONTENT: &[&str] = &[
    "article-body",
    "article-content",
    "articlebody",
    "content-body",
    "entry-content",
    "post-body",
    "post-content",
    "post-full-content",
    "story-body",
    "mw-parser-output",
];

impl Furniture {
    /// Where nothing is furniture, as in a part of a text.
    pub(super) fn none(tree: &Tree) -> Furniture {
        let mut furniture = Furniture::weighed(tree);
        furniture.layout(tree);
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

    /// The element that holds the text, where the page says so and it does.
    fn main(&self, tree: &Tree) -> Option<Id> {
        let total = self.weight(ROOT).text;
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
        let unseen = tree.attribute(id, "hidden").is_some()
            || tree.attribute(id, "aria-hidden") == Some("true")
            || tree.attribute(id, "style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
        let sectioning = ELEMENTS.contains(&name) && !(name == "footer" && quoted());
        sectioning || unseen || ROLES.contains(&role) || self.named(tree, id) || self.only_links(tree, id)
    }

    fn named(&self, tree: &Tree, id: Id) -> bool {
        // Words in a line of text name its looks.
        let stands =
            !matches!(tree.name(id), "p" | "h1" | "h2" | "h3" | "h4" | "b" | "i" | "em" | "strong" | "td");
        stands
            && names(tree, id).any(|name| {
                let lower = name.to_ascii_lowercase();
                let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
                NAMES.contains(&lower.as_str())
                    || (!lower.contains("no-") && words.any(|word| WORDS.contains(&word)))
            })
    }

    /// A list of nothing but links that are no sentences; two will do where they are words: `Video - Audio`.
    fn only_links(&self, tree: &Tree, id: Id) -> bool {
        let weight = self.weight(id);
        let name = tree.name(id);
        let words = || name == "p" && weight.linked <= weight.links * 20 && !tree.text(id).contains("://");
        matches!(name, "ul" | "ol" | "div" | "p" | "td" | "table" | "center")
            && (weight.links >= 3 || (weight.links == 2 && words()))
            && weight.linked * 10 >= weight.text * 8
            && weight.linked <= weight.links * 60
    }
}

/// Class names and the id of an element.
fn names(tree: &Tree, id: Id) -> impl Iterator<Item = &str> {
    let class = tree.attribute(id, "class").unwrap_or_default();
    class.split_ascii_whitespace().chain(tree.attribute(id, "id"))
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

/// The heading that is the page's title: the one that its head names, or the only one of the first level.
fn headline(tree: &Tree, title: Option<&str>) -> Option<Id> {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let title = title.map(folded).unwrap_or_default();
    let headings: Vec<Id> = tree.elements().filter(|id| tree.name(*id) == "h1").collect();
    let named = headings.iter().find(|id| {
        let text = folded(&tree.text(**id));
        !text.is_empty() && !title.is_empty() && title.contains(&text)
    });
    match (named, headings.as_slice()) {
        (Some(named), _) => Some(*named),
        (None, [only]) => Some(*only),
        _ => None,
    }
}
