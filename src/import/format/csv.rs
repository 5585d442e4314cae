//! Tables of what was said: a row a turn, a paragraph or a caption, under a head that names the columns. A table with
//! another head stays a table. It must not know conventions.

use ::csv::{ReaderBuilder, StringRecord};

use super::captions::markup::plain;
use super::captions::units::{Time, Times, Unit};
use super::captions::{self, Caption};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::interview::Hidden;
use crate::text::word_count;

/// What heads the columns, in lower case and without signs; the first of a list that there is counts.
const WORDS: &[&str] = &[
    "words",
    "text",
    "transcript",
    "utterance",
    "content",
    "body",
    "caption",
    "sentence",
    "speech",
    "dialogue",
    "line",
    "transcription",
    "message",
    "statement",
    "response",
    "texte",
    "texto",
    "testo",
    "inhalt",
    "текст",
    "내용",
    "文本",
    "発言",
    "gesagtes",
    "äußerung",
    "aussage",
    "wortlaut",
    "paroles",
    "propos",
    "palabras",
    "fala",
    "tekst",
    "tekstas",
    "реплика",
    "фраза",
    "слова",
    "발언",
    "발화",
    "대사",
    "말",
    "本文",
    "内容",
    "発話",
    "文字起こし",
    "テキスト",
    "说话内容",
    "文字",
    "النص",
    "טקסט",
];
const SPEAKERS: &[&str] = &[
    "speaker",
    "speakername",
    "speakerlabel",
    "name",
    "who",
    "participant",
    "role",
    "speakerid",
    "person",
    "sprecher",
    "sprecherin",
    "locuteur",
    "hablante",
    "parlante",
    "спикер",
    "화자",
    "说话人",
    "話者",
    "sprechende",
    "redner",
    "rednerin",
    "intervenant",
    "intervenante",
    "orateur",
    "interlocuteur",
    "nom",
    "nombre",
    "orador",
    "hablantes",
    "participante",
    "entrevistado",
    "falante",
    "oratore",
    "interlocutore",
    "spreker",
    "talare",
    "mówca",
    "mówiący",
    "говорящий",
    "участник",
    "имя",
    "발언자",
    "발화자",
    "말하는사람",
    "이름",
    "発言者",
    "話し手",
    "発話者",
    "氏名",
    "発言者名",
    "发言人",
    "發言人",
    "講者",
    "讲话人",
    "المتحدث",
    "דובר",
];
const STARTS: &[&str] = &[
    "start",
    "starttime",
    "timestamp",
    "time",
    "begin",
    "timecode",
    "in",
    "startms",
    "starts",
    "timein",
    "startseconds",
    "zeit",
    "temps",
    "tiempo",
    "время",
    "시간",
    "时间",
    "début",
    "heure",
    "horodatage",
    "inicio",
    "hora",
    "inizio",
    "ora",
    "beginn",
    "anfang",
    "tijd",
    "tid",
    "czas",
    "начало",
    "시각",
    "시작",
    "시작시간",
    "時間",
    "時刻",
    "開始",
    "開始時間",
    "タイムコード",
    "開始時刻",
    "开始",
    "开始时间",
    "時間碼",
    "الوقت",
    "זמן",
];
const ENDS: &[&str] = &[
    "end",
    "endtime",
    "stop",
    "out",
    "endms",
    "ends",
    "timeout",
    "endseconds",
    "finish",
    "ende",
    "fin",
    "fine",
    "конец",
    "끝",
    "종료",
    "終了",
    "結束",
    "结束",
];
const QUESTIONS: &[&str] = &[
    "question",
    "questions",
    "frage",
    "pregunta",
    "질문",
    "domanda",
    "pergunta",
    "вопрос",
    "問い",
    "質問",
    "问题",
    "問題",
    "问",
    "問",
    "문",
];
const ANSWERS: &[&str] = &[
    "answer",
    "answers",
    "antwort",
    "respuesta",
    "réponse",
    "답변",
    "risposta",
    "resposta",
    "ответ",
    "回答",
    "答え",
    "答",
    "답",
];
/// What may divide the cells of a row.
const DIVIDERS: &[u8] = b",;\t|";
/// Rows with less are captions, where nearly all have times.
const CAPTION_WORDS: usize = 25;

/// Which column is what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Columns {
    words: Option<usize>,
    speaker: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    question: Option<usize>,
    answer: Option<usize>,
    /// Times are in milliseconds by the head's own word.
    milliseconds: bool,
}

impl Columns {
    fn of(head: &StringRecord) -> Columns {
        let flags: Vec<String> = head.iter().map(flag).collect();
        let find = |names: &[&str]| names.iter().find_map(|name| flags.iter().position(|flag| flag == name));
        let mut columns = Columns {
            words: find(WORDS),
            speaker: find(SPEAKERS),
            start: find(STARTS),
            end: find(ENDS),
            question: find(QUESTIONS),
            answer: find(ANSWERS),
            milliseconds: false,
        };
        let starts = columns.start.and_then(|n| flags.get(n));
        columns.milliseconds = starts.is_some_and(|flag| flag.ends_with("ms"));
        columns
    }

    /// Whether these are the columns of a transcript.
    fn tell(self) -> bool {
        let said = self.words.is_some() && (self.speaker.is_some() || self.start.is_some());
        said || (self.question.is_some() && self.answer.is_some())
    }
}

fn flag(head: &str) -> String {
    head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A first line that heads a transcript, or a name that says so.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let text = body(peek.text);
    let line = text.lines().next().unwrap_or_default();
    let divider = divider(line);
    if !line.bytes().any(|b| b == divider) {
        return false;
    }
    let columns = Columns::of(&record(line, divider));
    matches!(peek.ending, "csv" | "tsv" | "tab")
        || (matches!(peek.ending, "" | "txt" | "dat") && columns.tell() && columns.speaker.is_some())
}

/// Behind a byte order mark and a line that only says what divides the cells.
fn body(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n']);
    match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => rest,
        _ => text,
    }
}

/// The sign that stands most often in the head.
fn divider(head: &str) -> u8 {
    let count = |divider: u8| head.bytes().filter(|b| *b == divider).count();
    DIVIDERS.iter().copied().rev().max_by_key(|divider| count(*divider)).unwrap_or(b',')
}

/// The rows of a table: read as often as somebody goes through them, and never held.
#[derive(Clone, Copy)]
struct Rows<'a> {
    text: &'a str,
    divider: u8,
}

impl<'a> IntoIterator for Rows<'a> {
    type Item = StringRecord;
    type IntoIter = std::iter::MapWhile<
        ::csv::StringRecordsIntoIter<&'a [u8]>,
        fn(::csv::Result<StringRecord>) -> Option<StringRecord>,
    >;

    fn into_iter(self) -> Self::IntoIter {
        let mut reader = ReaderBuilder::new();
        reader.delimiter(self.divider).has_headers(false).flexible(true);
        // Nothing goes wrong: it is text, it is at hand, and rows may have any length.
        reader.from_reader(self.text.as_bytes()).into_records().map_while(Result::ok)
    }
}

fn record(line: &str, divider: u8) -> StringRecord {
    Rows { text: line, divider }.into_iter().next().unwrap_or_default()
}

/// Reads it.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let text = body(text);
    let divider = divider(text.lines().next().unwrap_or_default());
    let rows = Rows { text, divider };
    let Some(head) = rows.into_iter().next() else { return Ok(vec![Writer::new().finish()]) };
    let columns = Columns::of(&head);
    let mut writer = Writer::new();
    if columns.tell() {
        Table { head, columns, rows }.write(&mut writer);
    } else {
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| plain(cell).replace(['\n', '\t'], " ")).collect();
            writer.whole(Kind::TableRow, &cells.join("\t"));
        }
    }
    Ok(vec![writer.finish()])
}

struct Table<'a> {
    head: StringRecord,
    columns: Columns,
    /// With the head.
    rows: Rows<'a>,
}

impl Table<'_> {
    fn cell<'r>(&self, row: &'r StringRecord, column: Option<usize>) -> &'r str {
        column.and_then(|n| row.get(n)).unwrap_or_default().trim()
    }

    fn rows(&self) -> impl Iterator<Item = StringRecord> {
        self.rows.into_iter().skip(1)
    }

    fn write(&self, writer: &mut Writer) {
        let (mut rows, mut timed, mut words) = (0, 0, 0);
        let mut all = Times::default();
        for row in self.rows() {
            let times = self.times(&row);
            rows += 1;
            timed += usize::from(times[0].is_some());
            words += word_count(self.cell(&row, self.columns.words));
            times.into_iter().flatten().for_each(|time| all.see(time));
        }
        let unit = all.unit(words);
        let said = || {
            let mut speaker = None;
            self.rows().flat_map(move |row| self.row(&row, unit, &mut speaker))
        };
        if timed * 10 >= rows * 9 && words <= rows * CAPTION_WORDS {
            captions::write(said, writer);
            return;
        }
        for caption in said() {
            if caption.note {
                writer.whole(Kind::Hidden(Hidden::Metadata), &caption.text);
                continue;
            }
            for paragraph in caption.text.lines() {
                writer.said(caption.speaker.as_deref(), caption.cue, paragraph.trim());
            }
        }
    }

    /// One row: what is said, and what else stands there.
    fn row(&self, row: &StringRecord, unit: Unit, speaker: &mut Option<String>) -> Vec<Caption> {
        let name = plain(self.cell(row, self.columns.speaker));
        let name = name.trim().trim_end_matches(':').trim_matches(['[', ']', '(', ')']).trim();
        if !name.is_empty() {
            *speaker = Some(name.to_owned());
        }
        let [start, end] = self.times(row);
        let cue = unit.cue(start, end);
        let asked = [("Q", self.columns.question), ("A", self.columns.answer)];
        let said = if self.columns.question.is_some() && self.columns.answer.is_some() {
            asked.map(|(label, column)| (Some(label), column)).to_vec()
        } else {
            vec![(speaker.as_deref(), self.columns.words)]
        };
        let said = said.into_iter().map(|(who, column)| (who, plain(self.cell(row, column))));
        let said = said.filter(|(_, text)| !text.trim().is_empty());
        let said = said.map(|(who, text)| Caption::said(who, cue, &text));
        said.chain(self.rest(row).map(Caption::note)).collect()
    }

    /// The cells that say something else, each with the name of its column.
    fn rest(&self, row: &StringRecord) -> Option<String> {
        let c = self.columns;
        let read =
            [c.words, c.speaker, c.start, c.end].map(|n| n.filter(|_| c.question.is_none() || n != c.words));
        let read = |n| read.contains(&Some(n)) || c.question == Some(n) || c.answer == Some(n);
        let rest = row.iter().enumerate().filter(|(n, cell)| !read(*n) && !cell.trim().is_empty());
        let rest: Vec<String> = rest
            .map(|(n, cell)| match self.head.get(n).map(str::trim).filter(|head| !head.is_empty()) {
                Some(head) => format!("{head}: {}", plain(cell).trim()),
                None => plain(cell).trim().to_owned(),
            })
            .collect();
        (!rest.is_empty()).then(|| rest.join("\n"))
    }

    /// When it begins, and ends.
    fn times(&self, row: &StringRecord) -> [Option<Time>; 2] {
        [self.columns.start, self.columns.end].map(|column| self.time(self.cell(row, column)))
    }

    fn time(&self, cell: &str) -> Option<Time> {
        match cell.parse::<f64>() {
            Ok(number) if self.columns.milliseconds => Time::number(number, Some(1.0)),
            _ => Time::read(cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn rows_become_turns() {
        for (what, file, expected) in [
            (
                "speakers where they change",
                "timestamp,speaker,words,tags\n[0:05],Ada Pell,\"Lit&#8212;\"\"yes\"\"?\",lamp; sea\n,,Still?,\n[01:00],Jo:,No.,\n",
                "Ada Pell 5- Lit—\"yes\"?\nhidden tags: lamp; sea\nAda Pell Still?\nJo 60- No.\n",
            ),
            (
                "semicolons, any case, line breaks",
                "Sprecher;TEXT\r\nAda;\"Eins.\r\n\r\nZwei; drei.\"\r\nJo;Vier.\r\n",
                "Ada Eins.\nAda Zwei; drei.\nJo Vier.\n",
            ),
            (
                "captions in milliseconds",
                "start\tend\ttext\n0\t1500\tThe lamp\n1500\t3000\tis lit.\n",
                "- 0-3 The lamp is lit.\n",
            ),
            (
                "questions with answers",
                "sep=,\nQuestion,Answer,Id\nWhy?,So.,7\n",
                "Q Why?\nA So.\nhidden Id: 7\n",
            ),
            ("another table", "name,town\nAda,Hull\n", "tablerow  name|town\ntablerow  Ada|Hull\n"),
            ("a quote that is never closed", "speaker,text\nAda,\"One\nJo,Two\n", "Ada One\nAda Jo,Two\n"),
            (
                "rows of other lengths",
                "speaker,text\nAda\n,One,more\nJo,Two\n",
                "Ada One\nhidden more\nJo Two\n",
            ),
            ("nothing", "", ""),
        ] {
            assert_eq!(shown(read(file)), expected, "{what}");
        }
    }
}
