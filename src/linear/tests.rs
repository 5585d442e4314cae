//! Reading line by line, as who types and listens meets it.

use super::*;
use crate::import::import;

const FERRY: &str = "\
Interview with Ylva Strand

The ferry goes twice a day.

Q: When did you first steer?

A: At nine. The captain slept.

Q: Were you afraid?

A: Only of the captain.

He had a rope. The captain's rope.
";

fn interview(text: &str) -> Interview {
    import("ferry.txt", text.as_bytes(), Default::default()).unwrap().interview
}

fn voiced<'a>(name: &'a str, interview: &'a Interview) -> Voiced<'a> {
    Voiced { name, volume: 1, interview }
}

/// Each row: the lines typed, and the beginning of the last answer.
#[test]
fn lines_lead_through_the_interview() {
    let ferry = interview(FERRY);
    let second =
        "Question 2 of 2, 14 words.\n\nQ: Were you afraid?\n\nYlva Strand: Only of the captain.\n\nHe had";
    let mut wrong = Vec::new();
    for (typed, wanted) in [
        ("n", "Introduction, 6 words.\n\nThe ferry goes twice a day.\n"),
        ("\nn", "Question 1 of 2, 10 words.\n\nQ: When did you first steer?\n\nYlva Strand: At nine."),
        ("2", second),
        ("q2", second),
        ("q2.p2", "Question 2, answer, paragraph 2, q2.p2.\nYlva Strand: He had a rope."),
        ("q2.p9", "There is no q2.p9 here.\n"),
        ("i2.q1", "There is no i2.q1.q1 here.\n"),
        ("2\nn", "This is the end.\n"),
        ("2\np", "Question 1 of 2"),
        ("n\np", "This is the beginning.\n"),
        ("2\n.", second),
        ("2\nh\nr", second),
        ("2\nl\n.", "1. When did you"),
        ("7", "There is no question 7; there are 2.\n"),
        ("j", "Introduction, 6 words.\n"),
        ("1\nj", "Question 1, q1.q1.\nQ: When did"),
        ("1\nj\nj", "Question 1, answer, paragraph 1, q1.p1.\nYlva Strand: At nine."),
        ("1\nj\nj\nj", "Question 2, q2.q1.\n"),
        ("2\nk", "Question 1, answer, paragraph 1, q1.p1.\n"),
        ("q2.p2\nj", "This is the end.\n"),
        (
            "/captain",
            "captain: 3 times in 3 paragraphs, in 2 questions.\nParagraph 1 of 3.\n\
             Question 1, answer, paragraph 1, q1.p1.\nYlva Strand: At nine.",
        ),
        ("2\n/captain", "captain: 3 times in 3 paragraphs, in 2 questions.\nParagraph 2 of 3.\n"),
        ("/captain\n/", "Paragraph 2 of 3.\nQuestion 2, answer, paragraph 1, q2.p1.\n"),
        ("/captain\n/\n/\n/", "Round again. Paragraph 1 of 3.\n"),
        ("/captain\nN", "Round again. Paragraph 3 of 3.\n"),
        ("/rope", "rope: twice in 1 paragraph, in 1 question.\nParagraph 1 of 1, twice in it.\n"),
        ("/captain\nn", "Question 2 of 2"),
        ("/ferry", "ferry: once in 1 paragraph.\nParagraph 1 of 1.\nIntroduction, paragraph 1, intro.p1.\n"),
        ("/whale", "Not found: whale.\n"),
        ("/", "Find what?"),
        ("l", "1. When did you first steer?\n2. Were you afraid?\n"),
        ("l rope", "2. Were you afraid? (twice)\n"),
        ("l whale", "Not found: whale.\n"),
        ("=", "Interview with Ylva Strand.\n"),
        (
            "q2.p1\n=",
            "Interview with Ylva Strand.\nQuestion 2 of 2, 14 words.\nQuestion 2, answer, paragraph 1.\n",
        ),
        ("m", "Nothing was read yet.\n"),
        ("'", "No place is kept"),
        ("1\nm", "Kept: q1.q1. ' goes back to it.\n"),
        ("1\nm\n2\n'", "Question 1, q1.q1.\n"),
        ("1\nm\n2\n'\n'", "Question 2, q2.q1.\n"),
        ("c", "Nothing was read yet.\n"),
        (
            "q1.p1\nc",
            "At nine. The captain slept.\n\n— Ylva Strand, question 1, “Interview with Ylva Strand”, ",
        ),
        ("q1.p1\nc m", "> At nine."),
        ("1\nc", "Q: When did you first steer?\n\nYlva Strand: At nine."),
        ("1\nc x", "c, c m,"),
        ("t", "Ylva Strand: once, first in title.\ncaptain: 3 times, first in q1.p1.\n"),
        ("i", "1. Interview with Ylva Strand, 2 questions.\n"),
        ("i 3", "There are 1 interviews"),
        ("s 3", "Stops after 3 lines; Enter goes on."),
        (
            "s 3\n1",
            "Question 1 of 2, 10 words.\n\nQ: When did you first steer?\n2 more lines; Enter goes on.\n",
        ),
        ("s 3\n1\n", "\nYlva Strand: At nine."),
        ("s 3\n1\n\n", "Question 2 of 2"),
        ("s 3\n1\n2", "Question 2 of 2"),
        ("s 3\ns", "Stops no more.\n"),
        ("s some", "s, or s and a number"),
        ("h", "Enter, n: the next question"),
        ("w", "Nothing was read yet.\n"),
        ("hello there", "hello there means nothing here; h lists the commands.\n"),
        ("\u{1b}[2J", "\\u{1b}[2J means nothing"),
    ] {
        let mut linear = Linear::new([voiced("ferry.txt", &ferry)], None);
        let answers: Vec<Answer> = typed.split('\n').map(|line| linear.answer(line)).collect();
        let last = answers.last().unwrap();
        let is_right = last.text.starts_with(wanted) && last.text.ends_with('\n') && !last.is_last;
        if !is_right {
            wrong.push(format!("{typed:?}: {}", last.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn leaving_says_where_the_reader_was() {
    let ferry = interview(FERRY);
    let mut linear = Linear::new([voiced("ferry.txt", &ferry)], None);
    assert_eq!(linear.answer(" q ").text, "");
    linear.answer("2");
    let answer = linear.answer("q");
    assert_eq!((answer.text.as_str(), answer.is_last), ("You were at ferry.txt#q2.q1.\n", true));
}

#[test]
fn a_quote_goes_to_a_file_with_its_place() {
    let ferry = interview(FERRY);
    let mut linear = Linear::new([voiced("ferry.txt", &ferry)], None);
    for (typed, file, adds, place) in [
        ("1", None, false, ""),
        ("w notes of mine.md", Some("notes of mine.md"), false, "q1"),
        ("q2.p2", None, false, ""),
        ("w", None, false, "q2.p2"),
        ("w! notes.md", Some("notes.md"), true, "q2.p2"),
    ] {
        let note = linear.answer(typed).note;
        let told = note.as_ref().map(|note| (note.file.as_deref(), note.adds, note.place.as_str()));
        assert_eq!(told, typed.starts_with('w').then_some((file, adds, place)), "{typed}");
    }
}

#[test]
fn several_interviews_and_text_without_questions_are_read_too() {
    let (ferry, page) = (interview(FERRY), interview("Only this.\n\nAnd that, in two paragraphs.\n"));
    let shelf = [voiced("ferry.txt", &ferry), voiced("page.txt", &page)];
    let mut both = Linear::new(shelf, None);
    assert!(both.opening().starts_with("2 interviews; i lists them.\n"));
    let whole = both.whole();
    for told in [
        "Interview 1 of 2.\n",
        "Interview 2 of 2.\n",
        "Question 2 of 2",
        "No questions were found",
        "Paragraph 2 of 2, 5 words.\n\nAnd that",
    ] {
        assert!(whole.contains(told), "{told}: {whole}");
    }
    assert!(!whole.contains(|c| matches!(c, '\u{2500}'..='\u{259f}')), "nothing is drawn");
    assert_eq!(Linear::new([], None).answer("n").text, "This is the end.\n");
    assert!(both.answer("i 1").text.contains("Introduction"));
    assert!(both.answer("2").text.starts_with("Question 2 of 2"));
    assert!(
        both.answer("i").text.starts_with("1. Interview with Ylva Strand, 2 questions. You are here.\n2. ")
    );
    assert!(both.answer("i 2").text.contains("Interview 2 of 2.\n"));
    assert_eq!(both.answer("2").text, "There is no question 2; there are 0.\n");
    assert!(Linear::new(shelf, None).begin(0, "1").contains("Question 1 of 2"));
}

#[test]
fn lines_of_a_listing_are_read_together() {
    let listing = interview("NAME   AGE\nmill   3d\n\nNAME   PORT\nferry  80\n");
    let mut linear = Linear::new([voiced("-", &listing)], None);
    assert_eq!(linear.answer("n").text, "Paragraph 1 of 2, 4 words.\n\nNAME   AGE\nmill   3d\n");
}

#[test]
fn lines_are_wrapped_where_that_is_wanted() {
    let ferry = interview(FERRY);
    let narrow = Linear::new([voiced("ferry.txt", &ferry)], Some(20)).whole();
    assert!(narrow.lines().all(|line| crate::text::width(line) <= 20), "{narrow}");
}
