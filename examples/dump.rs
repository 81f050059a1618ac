//! scratch
use rapporteur::clause::*;
use rapporteur::nlp::*;
use std::collections::BTreeMap;
fn main() {
    let a: Vec<String> = std::env::args().collect(); // n dir lemmas
    let lemmas: Vec<&str> = a[3].split(',').collect();
    let step: usize = a[1].parse().unwrap();
    let mut texts = BTreeMap::new();
    for e in walkdir::WalkDir::new(&a[2]) {
        let e = e.unwrap();
        let p = e.path();
        if p.extension().is_some_and(|x| x == "txt") {
            texts.insert(p.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(p).unwrap());
        }
    }
    let mut n = 0;
    let mut d = std::time::Duration::ZERO;
    for (id, text) in texts.iter().step_by(step) {
        let an = &annotate_paragraphs(Pipeline::english(), text);
        let t0 = std::time::Instant::now();
        let c = find_clauses(text, an);
        d += t0.elapsed();
        n += an.tokens.len();
        let mut last = u32::MAX;
        for p in &c.predicates {
            if !lemmas.contains(&p.lemma.as_str()) {
                continue;
            }
            let s = &an.sentences[an.token(p.token).sentence as usize];
            let sp = an.span(s.clone());
            if s.start != last {
                println!("{}: {}", &id[..id.len().min(24)], sp.slice(text).trim().replace('\n', " "));
            }
            last = s.start;
            if a.len() > 4 {
                for t in s.clone() {
                    let t = TokenId(t);
                    let k = an.token(t);
                    println!(
                        "      {} {} {} {} -> {} {}",
                        t.0 - s.start,
                        an.form(t, text),
                        k.tag,
                        k.deprel,
                        an.form(k.head, text),
                        k.entity
                    );
                }
            }
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
    eprintln!("{n} tokens {d:?}");
}
