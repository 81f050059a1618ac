//! Events: clauses and entities in, meetings and statements with their evidence out.
//!
//! What counts as a meeting stands in `data/rules`, not here.

pub mod meeting;
pub mod relation;
pub mod rules;
pub mod statement;
pub mod time;

use crate::article::{Article, Span};
use crate::clause::{Clauses, Factuality};
use crate::entity::{Entities, EntityId};
use crate::nlp::{Analysis, TokenId};
use jiff::civil::Date;
use rules::RuleSet;

/// Kind of a meeting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the kinds are the guidelines' own words")]
pub enum MeetingKind {
    Meeting,
    Talks,
    Summit,
    Call,
    Visit,
    Dinner,
    Conference,
    Debate,
    Other,
}

impl MeetingKind {
    /// As the record and the rules spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Talks => "talks",
            Self::Summit => "summit",
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Dinner => "dinner",
            Self::Conference => "conference",
            Self::Debate => "debate",
            Self::Other => "other",
        }
    }
}

/// A time expression tied to an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// Where its words stand.
    pub span: Span,
    /// First day it may mean, inclusive, where the publication date or the words place it.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
}

/// Why a meeting or a statement was extracted: for `--explain`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Derivation {
    /// Name of the rule.
    pub rule: String,
    /// The word that names the event.
    pub trigger: Option<Span>,
    /// Roles and the words that fill them, in text order.
    pub arguments: Vec<(String, Span)>,
}

/// An encounter of at least two parties.
#[derive(Clone, PartialEq, Debug)]
pub struct Meeting {
    /// Kind of encounter.
    pub kind: MeetingKind,
    /// Its status.
    pub status: Factuality,
    /// Sides, each of one or more entities; an entity stands on one side only.
    pub sides: Vec<Vec<EntityId>>,
    /// The most specific named place where it takes place.
    pub place: Option<EntityId>,
    /// When.
    pub when: Option<When>,
    /// What it was about, in the text's own words.
    pub topic: Option<Span>,
    /// The stretches of text that show it.
    pub evidence: Vec<Span>,
    /// Probability that the parties and the status are right, 0 to 1.
    pub confidence: f64,
    /// How each report of it was found.
    pub derivations: Vec<Derivation>,
}

/// How speech is reported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Manner {
    /// All within quotation marks.
    Direct,
    /// Paraphrased.
    Indirect,
    /// Partly quoted.
    Mixed,
}

/// The word or words that report: "said", "according to", ":".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cue {
    /// Where it stands.
    pub span: Span,
    /// Dictionary form.
    pub lemma: String,
}

/// A stretch of reported speech.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Who speaks, if an entity of the article.
    pub speaker: Option<EntityId>,
    /// The words that name the speaker, with titles ("Kremlin spokesperson Dmitry Peskov", "she", "officials").
    pub speaker_mention: Option<Span>,
    /// Who is spoken to.
    pub addressees: Vec<EntityId>,
    /// Whom and what the content mentions, other than the speaker.
    pub about: Vec<EntityId>,
    /// How the speech is reported.
    pub manner: Manner,
    /// The reporting words.
    pub cue: Option<Cue>,
    /// The reported content, without the cue and the speaker.
    pub content: Vec<Span>,
    /// Sentence or sentences that show it.
    pub evidence: Vec<Span>,
    /// Probability that speaker and content are right, 0 to 1.
    pub confidence: f64,
    /// How it was found.
    pub derivation: Derivation,
    /// Token of the cue, for later stages.
    pub cue_token: Option<TokenId>,
}

/// A relation of the user's own, as their rules define it.
#[derive(Clone, PartialEq, Debug)]
pub struct Relation {
    /// Its name ("endorsed").
    pub relation: String,
    /// From whom.
    pub from: EntityId,
    /// To whom.
    pub to: EntityId,
    /// How far the text presents it as real.
    pub status: Factuality,
    /// The stretches of text that show it.
    pub evidence: Vec<Span>,
    /// Probability that it is right, 0 to 1.
    pub confidence: f64,
    /// How it was found.
    pub derivation: Derivation,
}

/// The events of one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Events {
    /// Meetings, by first evidence.
    pub meetings: Vec<Meeting>,
    /// Statements, by position.
    pub statements: Vec<Statement>,
    /// Relations of the user's own rules, by position.
    pub relations: Vec<Relation>,
}

impl Events {
    /// Drops what is less sure than `least`, 0.0 to 1.0.
    pub fn keep_confident(&mut self, least: f64) {
        self.meetings.retain(|meeting| meeting.confidence >= least);
        self.statements.retain(|statement| statement.confidence >= least);
        self.relations.retain(|relation| relation.confidence >= least);
    }
}

/// Finds statements, then resolves the pronouns of quoted speech by them, then finds meetings and relations by `rules`.
#[must_use]
pub fn find_events(
    article: &Article,
    analysis: &Analysis,
    clauses: &Clauses,
    entities: &mut Entities,
    rules: &RuleSet,
) -> Events {
    let mut statements = statement::find_statements(article, analysis, clauses, entities);
    // who belongs to whom is read in the mended trees as well
    let mended = clauses.mended.as_ref().unwrap_or(analysis);
    let meetings = meeting::find_meetings(article, mended, clauses, entities, rules, &statements);
    statement::add_company(article, analysis, entities, &meetings, &mut statements);
    let relations = relation::find_relations(article, analysis, clauses, entities, rules);
    Events { meetings, statements, relations }
}
