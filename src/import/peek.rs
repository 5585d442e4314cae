//! throwaway
use super::*;
#[test]
fn peek() {
    let Ok(path) = std::env::var("PEEK") else { return };
    for path in path.split(' ') {
        let bytes = std::fs::read(path).unwrap();
        let now = std::time::Instant::now();
        let got = import(path.rsplit('/').next().unwrap(), &bytes, Options::default()).unwrap();
        println!("time {:?}", now.elapsed());
        let i = &got.interview;
        println!("{:#?}", i.about());
        for s in i.speakers() {
            println!("speaker {:?} {:?} {:?}", s.label, s.name, s.role);
        }
        for d in got.doubts.iter().take(12) {
            println!("doubt {:?} {:?} {}", d.kind, d.at, d.text);
        }
        println!("exchanges {} questions {}", i.exchanges().len(), i.question_count());
        for e in i.exchanges() {
            let a: Vec<_> = i.spoken(e.answers.clone()).collect();
            println!("  {:?} answer {} paragraphs {} words", e.number, a.len(), i.word_count(a.clone()));
        }
        for b in i.blocks().iter().take(std::env::var("N").map_or(60, |n| n.parse().unwrap())) {
            for p in b.paragraphs() {
                let t: String = i.text(p).chars().take(90).collect();
                println!(
                    "{:?} {:?} {} | {}",
                    b.kind,
                    i.paragraph(p).kind,
                    i.paragraph(p).cue.map_or(String::new(), |c| format!("{}", c.start)),
                    t
                );
            }
        }
    }
}
