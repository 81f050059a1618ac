//! Benchmarks of single stages on the sample articles: `cargo bench`.

use divan::Bencher;
use divan::counter::ItemsCount;
use rapporteur::article::Article;
use rapporteur::graph::{Filter, KnowledgeGraph};
use rapporteur::nlp::{Analysis, Pipeline};
use rapporteur::record::ArticleRecord;
use rapporteur::resolve::Resolver;
use std::path::Path;

fn main() {
    divan::main();
}

fn sample_articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the sample articles").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .enumerate()
        .map(|(number, body)| Article { id: format!("a{number}"), body, ..Article::default() })
        .collect()
}

fn analyses(articles: &[Article]) -> Vec<Analysis> {
    articles.iter().map(|article| Pipeline::english().annotate(&article.body)).collect()
}

fn n_tokens(analyses: &[Analysis]) -> ItemsCount {
    ItemsCount::new(analyses.iter().map(|analysis| analysis.tokens.len()).sum::<usize>())
}

#[divan::bench]
fn load_model(bencher: Bencher) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/models/en_core_web_md.safetensors");
    bencher.bench_local(|| Pipeline::load(&path));
}

#[divan::bench]
fn annotate(bencher: Bencher) {
    let articles = sample_articles();
    let bodies: Vec<&str> = articles.iter().map(|article| article.body.as_str()).collect();
    let counter = n_tokens(&Pipeline::english().annotate_all(&bodies));
    bencher.counter(counter).bench_local(|| Pipeline::english().annotate_all(&bodies));
}

#[divan::bench]
fn clauses(bencher: Bencher) {
    let articles = sample_articles();
    let analyses = analyses(&articles);
    bencher.counter(n_tokens(&analyses)).bench_local(|| {
        let pairs = articles.iter().zip(&analyses);
        pairs.map(|(article, analysis)| rapporteur::clause::find_clauses(&article.body, analysis)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn entities(bencher: Bencher) {
    let articles = sample_articles();
    let analyses = analyses(&articles);
    bencher.counter(n_tokens(&analyses)).bench_local(|| {
        let pairs = articles.iter().zip(&analyses);
        pairs.map(|(article, analysis)| rapporteur::entity::find_entities(article, analysis)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn extract(bencher: Bencher) {
    let articles = sample_articles();
    let analyses = analyses(&articles);
    bencher.counter(n_tokens(&analyses)).bench_local(|| records(&articles, &analyses));
}

#[divan::bench]
fn build_graph(bencher: Bencher) {
    let articles = sample_articles();
    let records = records(&articles, &analyses(&articles));
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        let mut resolver = Resolver::new(0.0);
        records.iter().cloned().for_each(|record| resolver.add(record));
        KnowledgeGraph::new(resolver.resolve())
    });
}

fn graph() -> KnowledgeGraph {
    let articles = sample_articles();
    let mut resolver = Resolver::new(0.0);
    records(&articles, &analyses(&articles)).into_iter().for_each(|record| resolver.add(record));
    KnowledgeGraph::new(resolver.resolve())
}

#[divan::bench]
fn find_by_name(bencher: Bencher) {
    let graph = graph();
    let names: Vec<String> = graph.entities().map(|(_, entity)| entity.name.clone()).collect();
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench_local(|| names.iter().map(|name| graph.find(name)).collect::<Vec<_>>());
}

#[divan::bench]
fn who_met_of_everybody(bencher: Bencher) {
    let graph = graph();
    let parties: Vec<_> = graph.entities().map(|(id, _)| id).collect();
    let filter = Filter::default();
    bencher
        .counter(ItemsCount::new(parties.len()))
        .bench_local(|| parties.iter().map(|&party| graph.who_met(party, &filter).len()).sum::<usize>());
}

#[divan::bench]
fn said_by_everybody(bencher: Bencher) {
    let graph = graph();
    let parties: Vec<_> = graph.entities().map(|(id, _)| id).collect();
    let filter = Filter::default();
    bencher
        .counter(ItemsCount::new(parties.len()))
        .bench_local(|| parties.iter().map(|&party| graph.said(Some(party), None, &filter).len()).sum::<usize>());
}

fn records(articles: &[Article], analyses: &[Analysis]) -> Vec<ArticleRecord> {
    articles.iter().zip(analyses).map(|(article, analysis)| rapporteur::extract(article, analysis, false)).collect()
}
