use rapporteur::clause::*;
use rapporteur::nlp::*;
use std::collections::BTreeMap;
fn main() {
    let a: Vec<String> = std::env::args().collect(); // parsed dir lemmas
    let lemmas: Vec<&str> = a[3].split(',').collect();
    let mut texts = BTreeMap::new();
    for e in walkdir::WalkDir::new(&a[2]) {
        let e = e.unwrap();
        let p = e.path();
        if p.extension().is_some_and(|x| x == "txt") {
            texts.insert(p.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(p).unwrap());
        }
    }
    let s = std::io::BufReader::new(std::fs::File::open(&a[1]).unwrap());
    let all = read_annotations(s, |id| texts.get(id).map(|t| t.as_str())).unwrap();
    let t0 = std::time::Instant::now();
    let mut n = 0;
    let out: Vec<_> = all
        .iter()
        .map(|(id, an)| {
            n += an.tokens.len();
            find_clauses(&texts[id], an)
        })
        .collect();
    eprintln!("{} tokens {:?}", n, t0.elapsed());
    for ((id, an), c) in all.iter().zip(&out) {
        let text = &texts[id];
        for p in &c.predicates {
            if !lemmas.contains(&p.lemma.as_str()) {
                continue;
            }
            let s = &an.sentences[an.token(p.token).sentence as usize];
            let sp = an.span(s.clone());
            println!("{id}: {}", sp.slice(text).replace('\n', " "));
            print!(
                "   {} [{}{}]",
                an.form(p.token, text),
                p.factuality.name(),
                if p.features.passive { " passive" } else { "" }
            );
            for x in &p.arguments {
                print!(
                    " {}{}{}={}",
                    match x.source {
                        Source::Direct => "",
                        Source::Shared => "~",
                        Source::Implied => "?",
                    },
                    if x.negated { "!" } else { "" },
                    match &x.role {
                        Role::Preposition(p) => p.to_string(),
                        r => format!("{r:?}"),
                    },
                    an.form(x.token, text)
                );
            }
            if let Some((g, e)) = p.governor {
                print!("  <{:?} {} {:?} {}>", e, c.predicate(g).lemma, p.marker, c.predicate(g).factuality.name());
            }
            println!();
        }
    }
}
