//! Article records written by hand, for tests of what comes after extraction.
#![allow(dead_code, reason = "each test uses its part")]

use rapporteur::graph::{KnowledgeGraph, Lookup, Node, NodeId};
use rapporteur::record::{
    ArticleRecord, EntityRecord, EvidenceRecord, GeoRecord, MeetingRecord, Range, RelationRecord, StatementRecord,
    WhenRecord,
};
use rapporteur::resolve::{Resolution, Resolver};

/// An article record in the making.
#[derive(Clone, Debug)]
pub struct Story {
    pub record: ArticleRecord,
}

/// An article of `date` ("" for none).
pub fn article(id: &str, date: &str) -> Story {
    let record = ArticleRecord {
        article: id.to_owned(),
        source: format!("news/{id}.txt"),
        title: Some(format!("Title of {id}")),
        date: (!date.is_empty()).then(|| date.to_owned()),
        language: "en".to_owned(),
        text_sha256: format!("sha-{id}"),
        ..ArticleRecord::default()
    };
    Story { record }
}

impl Story {
    /// An entity with aliases and roles; its id is its place in the list.
    pub fn entity(mut self, entity_type: &str, name: &str, aliases: &[&str], roles: &[&str]) -> Self {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        self.record.entities.push(EntityRecord {
            id: format!("e{}", self.record.entities.len() + 1),
            name: name.to_owned(),
            entity_type: entity_type.to_owned(),
            aliases: owned(aliases),
            roles: owned(roles),
            mentions: Vec::new(),
            geo: None,
        });
        self
    }

    pub fn person(self, name: &str, roles: &[&str]) -> Self {
        self.entity("person", name, &[], roles)
    }

    pub fn organization(self, name: &str, aliases: &[&str]) -> Self {
        self.entity("organization", name, aliases, &[])
    }

    pub fn place(mut self, name: &str, geo: Option<(f64, f64, &str)>) -> Self {
        self = self.entity("place", name, &[], &[]);
        if let Some(entity) = self.record.entities.last_mut() {
            entity.geo = geo.map(|(lat, lon, country)| GeoRecord { lat, lon, country: country.to_owned() });
        }
        self
    }

    /// The id of the entity called `name`; a new person if there is none.
    fn id(&mut self, name: &str) -> String {
        if !self.record.entities.iter().any(|entity| entity.name == name) {
            *self = self.clone().person(name, &[]);
        }
        let found = self.record.entities.iter().find(|entity| entity.name == name);
        found.map(|entity| entity.id.clone()).unwrap_or_default()
    }

    /// "held talks", sides as "A, B | C", a place or "", a day, "from..to" or "".
    pub fn meeting(mut self, what: &str, sides: &str, place: &str, when: &str) -> Self {
        let (status, kind) = what.split_once(' ').unwrap_or((what, "meeting"));
        let sides: Vec<Vec<String>> =
            sides.split('|').map(|side| side.split(',').map(|name| self.id(name.trim())).collect()).collect();
        let place = (!place.is_empty()).then(|| self.id(place));
        let days = when.split_once("..").unwrap_or((when, when));
        let day = |day: &str| Some(day.to_owned());
        self.record.meetings.push(MeetingRecord {
            id: format!("m{}", self.record.meetings.len() + 1),
            kind: kind.to_owned(),
            status: status.to_owned(),
            sides,
            place,
            when: (!when.is_empty()).then(|| WhenRecord {
                text: "then".to_owned(),
                from: day(days.0),
                to: day(days.1),
            }),
            topic: None,
            evidence: evidence(&format!("{} tells of a meeting.", self.record.article)),
            confidence: 0.9,
            explain: Vec::new(),
        });
        self
    }

    pub fn said(mut self, speaker: &str, about: &[&str], to: &[&str], sentence: &str) -> Self {
        let statement = StatementRecord {
            id: format!("s{}", self.record.statements.len() + 1),
            speaker: Some(self.id(speaker)),
            speaker_mention: None,
            to: to.iter().map(|name| self.id(name)).collect(),
            about: about.iter().map(|name| self.id(name)).collect(),
            manner: "indirect".to_owned(),
            cue: None,
            content: vec![Range { start: 3, end: 9 }],
            evidence: evidence(sentence),
            confidence: 0.8,
            explain: None,
        };
        self.record.statements.push(statement);
        self
    }

    pub fn relation(mut self, relation: &str, from: &str, to: &str, status: &str) -> Self {
        let record = RelationRecord {
            id: format!("r{}", self.record.relations.len() + 1),
            relation: relation.to_owned(),
            from: self.id(from),
            to: self.id(to),
            status: status.to_owned(),
            evidence: evidence("A relation."),
            confidence: 0.7,
            explain: None,
        };
        self.record.relations.push(record);
        self
    }
}

fn evidence(text: &str) -> Vec<EvidenceRecord> {
    vec![EvidenceRecord { start: 5, end: 5 + text.chars().count(), text: text.to_owned(), sentence: None }]
}

/// What the articles give together.
pub fn resolve(stories: impl IntoIterator<Item = Story>) -> Resolution {
    let mut resolver = Resolver::new(0.0);
    stories.into_iter().for_each(|story| resolver.add(story.record));
    resolver.resolve()
}

/// The articles as one, with what the user says of identity.
pub fn resolve_by_hand(stories: impl IntoIterator<Item = Story>, identities: &str) -> Resolution {
    let identities = rapporteur::resolve::Identities::parse(identities).unwrap_or_default();
    let mut resolver = Resolver::new(0.0).with_identities(identities);
    stories.into_iter().for_each(|story| resolver.add(story.record));
    resolver.resolve()
}

/// The graph of the articles.
pub fn graph(stories: impl IntoIterator<Item = Story>) -> KnowledgeGraph {
    KnowledgeGraph::new(resolve(stories))
}

/// The entities of one type as lines: "name = article.entity article.entity".
pub fn entities(resolution: &Resolution, type_name: &str) -> String {
    let line = |entity: &rapporteur::resolve::ResolvedEntity| {
        let members = entity
            .members
            .iter()
            .map(|member| format!("{}.{}", resolution.articles[member.article as usize].id, member.entity));
        format!("{} = {}", entity.name, members.collect::<Vec<_>>().join(" "))
    };
    let mut lines: Vec<String> =
        resolution.entities.iter().filter(|entity| entity.kind.name() == type_name).map(line).collect();
    lines.sort();
    lines.join("\n")
}

/// The meetings as lines: "status kind: A | B @ place, from..to = article.meeting …".
pub fn meetings(resolution: &Resolution) -> String {
    let name = |entity: &u32| resolution.entities[*entity as usize].name.clone();
    let lines = resolution.meetings.iter().map(|meeting| {
        let sides: Vec<String> =
            meeting.sides.iter().map(|side| side.iter().map(name).collect::<Vec<_>>().join(", ")).collect();
        let place = meeting.place.map(|place| format!(" @ {}", name(&place))).unwrap_or_default();
        let days = meeting.from.zip(meeting.to).map(|(from, to)| format!(", {from}..{to}")).unwrap_or_default();
        let reports: Vec<String> = meeting
            .reports
            .iter()
            .map(|report| &resolution.reports[report.0 as usize])
            .map(|report| format!("{}.{}", resolution.articles[report.article as usize].id, report.record))
            .collect();
        format!(
            "{} {}: {}{place}{days} = {}",
            meeting.status.name(),
            meeting.kind,
            sides.join(" | "),
            reports.join(" ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The node called `name`.
#[track_caller]
pub fn node(graph: &KnowledgeGraph, name: &str) -> NodeId {
    match graph.find(name) {
        Lookup::One(id) => id,
        other => panic!("{name}: {other:?}"),
    }
}

/// The edges as lines: "A -met-with/held-> B ×2".
pub fn edges(graph: &KnowledgeGraph) -> String {
    let name = |id: NodeId| match graph.node(id) {
        Some(Node::Meeting(meeting)) => format!("[{}]", meeting.kind),
        _ => graph.name(id).to_owned(),
    };
    let lines = graph.edges().map(|edge| {
        let (kind, status) = (edge.edge.kind.name(), edge.edge.status.name());
        format!("{} -{kind}/{status}-> {} ×{}", name(edge.source), name(edge.target), edge.edge.reports.len())
    });
    lines.collect::<Vec<_>>().join("\n")
}
