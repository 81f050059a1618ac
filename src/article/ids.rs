//! Ids of articles: each once in a run.

use super::Article;
use rustc_hash::FxHashMap;

/// Makes article ids unique in a run: the second `pact` becomes `pact-2`.
#[derive(Debug, Default)]
pub struct UniqueIds {
    /// Each id, with the number that its next namesake is tried with.
    seen: FxHashMap<String, u64>,
}

impl UniqueIds {
    /// Gives `article` an id that no earlier one has.
    pub fn settle(&mut self, article: &mut Article) {
        let Some(&number) = self.seen.get(&article.id) else {
            self.seen.insert(article.id.clone(), 2);
            return;
        };
        let mut number = number;
        let mut free = format!("{}-{number}", article.id);
        while self.seen.contains_key(&free) {
            number += 1;
            free = format!("{}-{number}", article.id);
        }
        self.seen.insert(std::mem::replace(&mut article.id, free.clone()), number + 1);
        self.seen.insert(free, 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_numbered_and_no_number_is_given_twice() {
        let mut ids = UniqueIds::default();
        let given = ["pact", "pact-2", "pact", "pact", "pact-2", ""].map(|id| {
            let mut article = Article { id: id.to_owned(), ..Article::default() };
            ids.settle(&mut article);
            article.id
        });
        assert_eq!(given, ["pact", "pact-2", "pact-3", "pact-4", "pact-2-2", ""]);
    }
}
