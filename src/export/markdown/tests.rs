//! How a small interview reads as Markdown, and which signs lose their meaning.

use super::push_run;
use crate::export::markdown;
use crate::export::plain::tests::harbour;
use crate::import::{Options, import, own};
use crate::interview::{Interview, Stress};
use crate::text::escape_markdown;

#[test]
fn it_reads_from_title_to_closing() {
    let expected = r"# The last pilot

*At the quay*

With Ines Ó Dálaigh · Tide \& Time

She piloted \*ships\* for 40 years.

**1. Q: How did it begin?**

**Ines Ó Dálaigh:** With a `rope_1`.

\[She laughs.\]

**Three** things:

- a lamp
- a bell

1\. is a number

## Storms

**2. Q: And 바다?**

**Were you afraid?**

**Ines Ó Dálaigh:** Never.

Edited for length.
";
    assert_eq!(markdown(&harbour()), expected);
}

#[test]
fn signs_are_escaped_where_they_mean_something() {
    for (text, at_start, safe) in [
        ("plain", true, "plain"),
        ("a * b_c `d` <e> [f] ~g~ \\", false, r"a \* b\_c \`d\` \<e\> \[f\] \~g\~ \\"),
        ("# no heading", true, r"\# no heading"),
        ("# no heading", false, "# no heading"),
        ("- no item", true, r"\- no item"),
        ("12. no item", true, r"12\. no item"),
        ("1962 was cold", true, "1962 was cold"),
    ] {
        assert_eq!(escape_markdown(text, at_start), safe);
    }
}

#[test]
fn stress_uses_signs_only_where_they_hold() {
    for (before, run, stresses, behind, expected) in [
        ("a ", "word", vec![Stress::Bold], " b", "a **word**"),
        ("a ", "word", vec![Stress::Bold, Stress::Italic], "", "a ***word***"),
        ("a", "word", vec![Stress::Italic], " b", "a<em>word</em>"),
        ("a ", " word ", vec![Stress::Struck], "b", "a  ~~word~~ "),
        ("", "“quoted”", vec![Stress::Bold], "안", "<strong>“quoted”</strong>"),
        ("", "a`b", vec![Stress::Code], "", "``a`b``"),
    ] {
        let mut out = before.to_owned();
        push_run(&mut out, run, &stresses, false, behind);
        assert_eq!(out, expected);
    }
}

/// Each row: a text, its links as bytes and address, and how it reads.
#[test]
fn links_are_written_and_read_back() {
    for (text, emphasis, links, expected) in [
        (
            "See the mill.",
            "",
            "[4, 12, \"https://mill.example/a_b\"]",
            "See [the mill](https://mill.example/a_b).",
        ),
        ("# [x] y", "", "[0, 5, \"https://mill.example/(a)\"]", r"[# \[x\]](<https://mill.example/(a)>) y"),
        (
            "the mill",
            "[4, 8, \"bold\"]",
            "[0, 8, \"https://a.example/?b&lt;c\"]",
            "[the **mill**](https://a.example/?b&amp;lt;c)",
        ),
        (
            "the mill",
            "[0, 8, \"bold\"]",
            "[4, 8, \"https://a.example\"]",
            "**the** [**mill**](https://a.example)",
        ),
        (
            "a b",
            "",
            "[0, 1, \"mailto:x@y.example\"], [2, 3, \"https://b.example\"]",
            "[a](mailto:x@y.example) [b](https://b.example)",
        ),
        ("a b", "", "[0, 1, \"javascript:x\"], [2, 9, \"https://b.example\"]", "a b"),
    ] {
        let form = format!(
            r#"{{ "schema": "vivavoce.interview/1", "introduction": ["{text}"],
            "introduction_marks": {{ "links": [[{links}]], "emphasis": [[{emphasis}]] }} }}"#
        );
        let read = own::read(&form).expect("it is of the form");
        assert_eq!(markdown(&read).trim_end(), expected);
        let again = import("x.md", expected.as_bytes(), Options::default()).expect("it is Markdown");
        let links = |interview: &Interview| {
            interview
                .paragraphs()
                .iter()
                .flat_map(|p| p.links.iter().flatten().cloned().collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(links(&again.interview), links(&read.interview), "{expected}");
    }
}
