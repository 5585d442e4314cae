//! The command line as a structure: words, options, their help. It must not know what is done with them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::import::{self, Convention, LabelRule, Options};
use crate::text::head;

/// Behind the short help.
const FEW_EXAMPLES: &str = "\
Examples:
  vivavoce                          take the guided tour; in it ? lists the keys, q leaves
  vivavoce interview.txt            read an interview
  vivavoce interview.txt +/lantern  begin where a term stands
  vivavoce find lantern talks/*.txt
  vivavoce export --to markdown interview.txt

vivavoce --help says more: places to begin at, what overrides a guess, settings, exit status.";

/// Behind the long one.
pub(super) const EXAMPLES: &str = "\
Examples:
  vivavoce                          take the guided tour; in it ? lists the keys, q leaves
  vivavoce interview.txt            read an interview
  vivavoce interview.txt#q3.p2      begin at question 3, second paragraph of the answer
  vivavoce interview.txt +/lantern  begin where a term stands; +3 at question 3, +G at the end
  vivavoce talks/*.md               read several: a shelf comes first
  curl -s URL | vivavoce            read what another program prints
  vivavoce --interviewer Lee interview.txt    say who asks, where that was guessed wrong
  vivavoce --linear interview.txt   no screen: one exchange at a time, by commands
  vivavoce interview.txt | less     no screen: the interview as text
  vivavoce --color always interview.txt | less -R    the same with its colours
  vivavoce interview.txt#q3 > answer.txt      that question with its answers alone
  vivavoce find lantern talks/*.txt           where a term stands, however it is typed
  vivavoce export --to markdown interview.txt
  vivavoce inspect interview.txt    what was understood, what was hidden";

/// Heading and text of what the long help says behind the examples, and the manual page too.
pub(super) const NOTES: [(&str, &str); 3] = [
    (
        "File names",
        "A file named like a command, or with a dash in front, is read as ./export or behind --. A file whose whole \
         name is there wins over #q3 and +3. Names need not be UTF-8.",
    ),
    (
        "As a pager",
        "PAGER=vivavoce and MANPAGER=vivavoce work: options of less are passed over, text that is no interview \
         stands line by line as it came, and goes through a pipe unchanged. Nothing is ever executed.",
    ),
    (
        "Exit status",
        "0: done, also when the reader of a pipe has seen enough. 1: nothing found. 2: bad usage or unreadable \
         input, with one line on standard error that names the file and the reason. 128 and more: ended by a \
         signal (129 hang-up, 130 interrupt, 143 termination).",
    ),
];

/// Understands a command line; the first word is the program's name.
///
/// # Errors
/// What is no command line of ours, and what is asked of the program itself: its help, its version.
pub(super) fn parse(args: &[OsString]) -> Result<Arguments, clap::Error> {
    match names_alone(args) {
        Some(names) => Ok(Arguments { job: None, read: Read { paths: names.to_vec(), ..Read::default() } }),
        None => parse_by_clap(args),
    }
}

/// The names of a command line that has nothing else: no job, nothing that begins like an option. It needs no parser,
/// which takes a tenth of the time in which an interview opens.
fn names_alone(args: &[OsString]) -> Option<&[OsString]> {
    let names = args.get(1..)?;
    let job = names.first().and_then(|first| first.to_str()).is_some_and(is_job);
    let plain = !job && names.iter().all(|name| !name.as_encoded_bytes().starts_with(b"-"));
    plain.then_some(names)
}

fn parse_by_clap(args: &[OsString]) -> Result<Arguments, clap::Error> {
    let command = Arguments::command();
    // To set the long help takes as long as all the rest.
    let helps = args.iter().any(|arg| arg == "--help");
    let command = if helps { command.after_long_help(all_examples()) } else { command };
    Arguments::from_arg_matches(&command.try_get_matches_from(args)?)
}

/// Whether a word is the name of a job.
pub(super) fn is_job(word: &str) -> bool {
    Job::has_subcommand(word)
}

/// Examples and notes as the long help shows them.
fn all_examples() -> String {
    let notes = NOTES.map(|(title, text)| format!("\n\n{title}:\n{}", indented(text)));
    format!("{EXAMPLES}{}", notes.concat())
}

/// A paragraph, each line two blanks in.
fn indented(text: &str) -> String {
    let wrapping = textwrap::Options::new(98).initial_indent("  ").subsequent_indent("  ");
    textwrap::fill(text, wrapping)
}

/// The reader for interviews in a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "vivavoce",
    version = env!("VIVAVOCE_VERSION"),
    about = "The reader for interviews in a terminal: questions beside the reader, terms found however they are typed.",
    after_help = FEW_EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(super) struct Arguments {
    /// Do this instead of reading on the screen.
    #[command(subcommand)]
    pub(super) job: Option<Job>,
    /// What to read.
    #[command(flatten)]
    pub(super) read: Read,
}

/// What reading wants to know.
#[derive(Debug, Default, Args)]
pub(super) struct Read {
    /// Interviews; '-' is standard input; none: what is piped in, else the built-in ones
    ///
    /// A place may stand behind a name (talk.txt#q3.p2). +/TERM begins at a term, +N at question N, +G at the end.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<OsString>,
    /// Colours: auto, always, never
    ///
    /// With auto on a terminal that has them, unless NO_COLOR is set or CLICOLOR is 0. With always in a
    /// pipe too. With never bold, underlined and reversed alone on the screen, and plain text without one.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", help_heading = "Looks")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub(super) color: Color,
    /// The same as --color never
    #[arg(long, help_heading = "Looks", hide_short_help = true, overrides_with = "color")]
    pub(super) no_color: bool,
    /// auto, dark, light, sixteen, sixteen-light, contrast, mono, or a theme of your own
    #[arg(long, value_name = "THEME", help_heading = "Looks")]
    pub(super) theme: Option<String>,
    /// Columns of text, on the screen and printed
    #[arg(long, value_name = "N", value_parser = columns, help_heading = "Looks")]
    pub(super) width: Option<usize>,
    /// Print the interview as text, also on a terminal
    ///
    /// With a place in it (talk.txt#q3), what stands there alone. This is what comes wherever standard output is no
    /// terminal.
    #[arg(long, conflicts_with = "linear", help_heading = "Without a screen")]
    pub(super) plain: bool,
    /// Read line by line, one exchange at a time, by commands
    ///
    /// h lists the commands. For screen readers, braille and scripts; with TERM=dumb it is what you get.
    #[arg(long, help_heading = "Without a screen")]
    pub(super) linear: bool,
    /// Say on exit how many bytes the terminal was sent, and how many plain ratatui would have sent
    #[arg(long, help_heading = "Looks", hide_short_help = true)]
    pub(super) stats: bool,
    /// More names of one thing, in TOML: they count and light as one, and those that you confirm are kept there
    #[arg(long, value_name = "FILE", help_heading = "What is known better", hide_short_help = true)]
    pub(super) aliases: Option<PathBuf>,
    /// What the settings are.
    #[command(flatten)]
    pub(super) wanted: Wanted,
    /// What overrides the import's guesses.
    #[command(flatten)]
    pub(super) known: Known,
}

/// When there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where nothing says otherwise
    #[default]
    Auto,
    /// Whatever the environment says
    Always,
    /// Bold, underlined and reversed alone
    Never,
}

/// A number of columns that text can be read in.
fn columns(text: &str) -> Result<usize, String> {
    const USEFUL: std::ops::RangeInclusive<usize> = 10..=1000;
    let wrong = || format!("a number of columns from {} to {}", USEFUL.start(), USEFUL.end());
    text.parse().ok().filter(|columns| USEFUL.contains(columns)).ok_or_else(wrong)
}

/// Which settings hold.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct Wanted {
    /// Read the settings from this file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", hide_short_help = true)]
    pub(super) config: Option<PathBuf>,
    /// Read no settings
    #[arg(long, hide_short_help = true)]
    pub(super) no_config: bool,
}

/// The interviews of a job that needs no screen.
#[derive(Debug, Args)]
pub(super) struct Given {
    /// Interviews; '-' is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<OsString>,
    /// What overrides the import's guesses.
    #[command(flatten)]
    pub(super) known: Known,
}

/// What the reader knows better than the import.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "What is known better")]
pub(super) struct Known {
    /// Read as this format, whatever it looks like
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(import::format_names()))]
    #[arg(hide_short_help = true)]
    format: Option<String>,
    /// Read in this encoding: utf-8, euc-kr, shift_jis, windows-1252 …
    #[arg(long, value_name = "ENCODING", value_parser = encoding, hide_short_help = true)]
    encoding: Option<String>,
    /// Turns are marked this way
    #[arg(long, value_name = "CONVENTION", value_parser = PossibleValuesParser::new(CONVENTIONS))]
    #[arg(hide_short_help = true)]
    convention: Option<String>,
    /// Who asks, by label or name; may be given again
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    interviewer: Vec<String>,
    /// Who is asked, by label or name; may be given again
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    interviewee: Vec<String>,
    /// Lines that begin like this regular expression open turns; its first group is the label
    #[arg(long, value_name = "REGEX", value_parser = LabelRule::new, hide_short_help = true)]
    label: Option<LabelRule>,
}

/// The names of all conventions.
const CONVENTIONS: [&str; Convention::ALL.len()] = {
    let mut names = [""; Convention::ALL.len()];
    let mut n = 0;
    while n < names.len() {
        names[n] = Convention::ALL[n].name();
        n += 1;
    }
    names
};

/// Encodings that are offered where a name is not known.
const ENCODINGS: [&str; 12] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "euc-kr",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "windows-1252",
    "windows-1251",
    "koi8-r",
    "iso-8859-2",
];

fn encoding(name: &str) -> Result<String, String> {
    if import::knows_encoding(name) {
        return Ok(name.to_owned());
    }
    let letters = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let wanted = letters(name);
    let near = ENCODINGS.iter().find(|known| letters(known) == wanted);
    let near = near.or_else(|| ENCODINGS.iter().find(|known| head(&letters(known), 3) == head(&wanted, 3)));
    Err(match near {
        Some(near) => format!("no encoding has that name; did you mean '{near}'?"),
        None => "no encoding has that name; utf-8, euc-kr, shift_jis and windows-1252 are some".to_owned(),
    })
}

impl Known {
    /// The same for the import.
    pub(super) fn options(&self) -> Options {
        Options {
            format: self.format.clone(),
            encoding: self.encoding.clone(),
            convention: self.convention.as_deref().and_then(Convention::named),
            interviewers: self.interviewer.clone(),
            interviewees: self.interviewee.clone(),
            label: self.label.clone(),
        }
    }
}

/// The jobs that need no screen.
#[derive(Debug, Subcommand)]
pub(super) enum Job {
    /// Write interviews as JSON, Markdown or text
    #[command(after_help = "\
Several interviews become one book of them. Nothing is written unless all of them can be read.

Examples:
  vivavoce export --to json interview.txt > interview.json
  vivavoce export --output notes.md monday.txt tuesday.txt")]
    Export(Export),
    /// Show what was understood: format, convention, counts, doubts, and what was hidden
    #[command(after_help = "\
Every readable interview is shown; one that cannot be read is named on standard error, and the exit status is 2.

Examples:
  vivavoce inspect interview.txt
  vivavoce inspect --json talks/*.txt")]
    Inspect(Inspect),
    /// Find terms however they are typed: a line a place, best first
    #[command(after_help = "\
Blanks mean \"and\". In QUERY: 'exact  !not  ^start  \"a phrase\"  q: a:  by:NAME  in:3-5  re:REGEX
The tiers: word, phrase, folded, prefix, initials, fuzzy, typo, choseong (or regex).
Exit status 1 when nothing is found.

Examples:
  vivavoce find ceausescu interview.txt
  vivavoce find --json --limit 10 'a: sanctions by:Oduya' talks/*.txt")]
    Find(Find),
    /// List what interviews talk about: names, acronyms, phrases, words, the most telling first
    #[command(after_help = "\
Names of one thing count as one: countries and capitals, what a text says (\"North Korean Review
(NKR)\"), and what FILE says, in TOML: [[alias]] names = [\"Rason\", \"Rajin-Sonbong\"]
Exit status 1 when nothing is found.

Example:
  vivavoce terms --aliases names.toml interview.txt")]
    Terms(Terms),
    /// Show every place of a term with what stands before and behind it
    #[command(after_help = "\
Exit status 1 when nothing is found.

Examples:
  vivavoce concordance sanctions interview.txt
  vivavoce concordance --sort right sanctions talks/*.txt")]
    Concordance(Concordance),
    /// Show where the settings lie and what of them is not followed
    #[command(after_help = "\
In the printed file every setting stands with what it is, and every key with what it does; all of them are comments.
Exit status 2 when something in the settings is not followed.

Examples:
  vivavoce config
  mkdir -p ~/.config/vivavoce/themes
  vivavoce config --print-default > ~/.config/vivavoce/config.toml
  vivavoce config --print-theme dark > ~/.config/vivavoce/themes/dusk.toml")]
    Config(Config),
    /// Print completions for a shell
    #[command(after_help = "\
Examples (the folders must be there):
  vivavoce completions bash > ~/.local/share/bash-completion/completions/vivavoce
  vivavoce completions zsh > ~/.zfunc/_vivavoce
  vivavoce completions fish > ~/.config/fish/completions/vivavoce.fish")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Example:
  mkdir -p ~/.local/share/man/man1
  vivavoce man > ~/.local/share/man/man1/vivavoce.1")]
    Man,
}

/// What `export` wants to know.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The form to write; else by the ending of FILE, else json
    #[arg(long, value_enum, value_name = "FORM")]
    pub(super) to: Option<Form>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Which interviews.
    #[command(flatten)]
    pub(super) given: Given,
}

/// What `inspect` wants to know.
#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// One JSON object a line for each interview
    #[arg(long)]
    pub(super) json: bool,
    /// Which interviews.
    #[command(flatten)]
    pub(super) given: Given,
}

/// What `config` wants to know.
#[derive(Debug, Args)]
pub(super) struct Config {
    /// Print all settings with what holds where they are not set
    #[arg(long)]
    pub(super) print_default: bool,
    /// Print a built-in theme, and all that a theme of one's own can say
    #[arg(long, value_name = "NAME", conflicts_with = "print_default")]
    pub(super) print_theme: Option<String>,
    /// Which settings.
    #[command(flatten)]
    pub(super) wanted: Wanted,
}

/// What `find` wants to know.
#[derive(Debug, Args)]
pub(super) struct Find {
    /// One JSON object a line for each place
    #[arg(long)]
    pub(super) json: bool,
    /// Only what is equal up to case, accents, hyphens, quotes
    #[arg(long)]
    pub(super) exact: bool,
    /// Find the other names of QUERY too, as this file has them, in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) aliases: Option<PathBuf>,
    /// At most so many places
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// What to find
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) query: String,
    /// Which interviews.
    #[command(flatten)]
    pub(super) given: Given,
    /// What the settings are.
    #[command(flatten)]
    pub(super) wanted: Wanted,
}

/// What `terms` wants to know.
#[derive(Debug, Args)]
pub(super) struct Terms {
    /// One JSON object a line for each term
    #[arg(long)]
    pub(super) json: bool,
    /// More names of one thing, in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) aliases: Option<PathBuf>,
    /// Which interviews.
    #[command(flatten)]
    pub(super) given: Given,
    /// What the settings are.
    #[command(flatten)]
    pub(super) wanted: Wanted,
}

/// What `concordance` wants to know.
#[derive(Debug, Args)]
pub(super) struct Concordance {
    /// One JSON object a line for each place
    #[arg(long)]
    pub(super) json: bool,
    /// Find the other names of TERM too, as this file has them, in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) aliases: Option<PathBuf>,
    /// What to sort by
    #[arg(long, value_enum, value_name = "ORDER", default_value = "place")]
    pub(super) sort: Sort,
    /// The keyword; however it is typed, its best tier is taken
    #[arg(value_name = "TERM", allow_hyphen_values = true)]
    pub(super) term: String,
    /// Which interviews.
    #[command(flatten)]
    pub(super) given: Given,
    /// What the settings are.
    #[command(flatten)]
    pub(super) wanted: Wanted,
}

/// An order of a concordance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// As it stands in the interview
    Place,
    /// By the words before
    Left,
    /// By the words behind
    Right,
    /// By who says it
    Speaker,
}

/// A form to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// vivavoce.interview/1, which vivavoce reads back
    Json,
    /// Questions in bold, headings, stress
    Markdown,
    /// Plain text, a paragraph a line
    Text,
}

impl Form {
    /// By a file's ending.
    pub(super) fn of_ending(ending: &str) -> Option<Form> {
        const ENDINGS: [(&str, Form); 5] = [
            ("json", Form::Json),
            ("md", Form::Markdown),
            ("markdown", Form::Markdown),
            ("txt", Form::Text),
            ("text", Form::Text),
        ];
        ENDINGS.iter().find(|(e, _)| ending.eq_ignore_ascii_case(e)).map(|(_, form)| *form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_of_a_job_begins_as_the_list_of_jobs_says() {
        let jobs = |command: &clap::Command| -> Vec<String> {
            command.get_subcommands().map(|job| format!("{} {:?}", job.get_name(), job.get_about())).collect()
        };
        let mut command = Arguments::command();
        let listed = jobs(&command);
        command.build();
        assert_eq!(jobs(&command), listed);
        assert!(listed.iter().all(|job| !job.ends_with("None")), "{listed:?}");
    }

    #[test]
    fn names_alone_are_what_clap_makes_of_them() {
        for line in ["v", "v a", "v a.txt#q3 +/lantern +3", "v a export", "v ./export  b", "v +G a=b c,d"] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert!(names_alone(&args).is_some(), "{line}");
            let by_clap = parse_by_clap(&args).expect("it parses");
            assert_eq!(format!("{:?}", parse(&args).expect("it parses")), format!("{by_clap:?}"), "{line}");
        }
        for line in ["v export", "v -", "v a --plain", "v -- a", "v a -x", "v man a"] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert!(names_alone(&args).is_none(), "{line}");
        }
    }

    fn paths(line: &str) -> Option<Vec<OsString>> {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let arguments = parse(&args).expect("it parses");
        arguments.job.is_none().then_some(arguments.read.paths)
    }

    #[test]
    fn only_a_first_word_is_a_command() {
        for (line, read) in [
            ("vivavoce a.txt export", Some(vec!["a.txt", "export"])),
            ("vivavoce ./export", Some(vec!["./export"])),
            ("vivavoce -- export --to", Some(vec!["export", "--to"])),
            ("vivavoce - help", Some(vec!["-", "help"])),
            ("vivavoce help", Some(vec!["help"])),
            ("vivavoce inspect inspect", None),
            ("vivavoce man", None),
            ("vivavoce config --print-default", None),
            ("vivavoce --theme dark config", Some(vec!["config"])),
        ] {
            let wanted = read.map(|read| read.into_iter().map(OsString::from).collect::<Vec<_>>());
            assert_eq!(paths(line), wanted, "{line}");
        }
    }
}
