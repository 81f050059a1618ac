//! The words of the rule language, compiled: triggers, role references, sides, outcomes.

use super::Case;
use crate::clause::{Factuality, PredicateKind, Role};
use crate::entity::EntityType;
use crate::event::MeetingKind;
use smol_str::SmolStr;

/// A compiled rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, for `--explain`.
    pub name: String,
    /// The part of speech of its triggers.
    pub kind: PredicateKind,
    /// The words that trigger it, any of them.
    pub triggers: Vec<Trigger>,
    /// Modifiers of the trigger with which it does not hold ("*press* conference").
    pub without: Vec<SmolStr>,
    /// For a noun: the verbs that carry it, one of which must be there; empty if none is needed.
    pub light: Vec<LightVerb>,
    /// Roles that must be filled, each by any of its alternatives.
    pub require: Vec<Vec<RoleRef>>,
    /// Roles that must not be filled.
    pub forbid: Vec<RoleRef>,
    /// Lemmas of which a filler of the role must be ("spoke *by phone*").
    pub fillers: Vec<(Vec<RoleRef>, Vec<SmolStr>)>,
    /// Lemmas of which no filler of the role may be ("discussed the treaty *at a rally*").
    pub except: Vec<(Vec<RoleRef>, Vec<SmolStr>)>,
    /// Roles whose fillers must be found by grammar, not as the more probable reading.
    pub direct: Vec<RoleRef>,
    /// The trigger must be an infinitive of intent ("went *to see*", "refused *to see*").
    pub infinitive: bool,
    /// The verbs of one of which the trigger must be the purpose ("*flew* to Vasa to urge her"); empty if none is asked for.
    pub above: Vec<SmolStr>,
    /// It makes nothing of what is denied: a handshake refused is no meeting that was refused.
    pub undenied: bool,
    /// It makes something only of what is denied: "has never spoken to Brandt".
    pub denied: bool,
    /// No infinitive may hang on the trigger: "called on Brandt", not "called on Brandt *to resign*".
    pub lone: bool,
    /// The trigger must have a tense: "spoke to Brandt", not "*speaking* to Brandt, she said".
    pub finite: bool,
    /// Lemmas one of which must stand in the sentence or in one beside it; empty if none is asked for.
    pub near: Vec<SmolStr>,
    /// What may fill a role; roles not named take any party.
    pub types: Vec<(RoleRef, Vec<FillerType>)>,
    /// What it makes.
    pub outcome: Outcome,
    /// Status in place of the one that the clause gives.
    pub status: Option<Factuality>,
    /// Highest status that it gives: a weaker one of the clause stays.
    pub at_most: Option<Factuality>,
    /// Roles that name the place, in place of the usual ones.
    pub place: Option<Vec<RoleRef>>,
    /// Roles whose fillers stand on the side named just before them ("met Brandt *along with an aide*").
    pub companions: Vec<RoleRef>,
    /// How often what it finds is right, 0 to 1, when its roles are filled by names in the same clause.
    pub confidence: f64,
    /// Its own example sentences.
    pub cases: Vec<Case>,
}

/// A word that may trigger a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Lemma of the head word.
    pub lemma: SmolStr,
    /// Verb particle, for a verb of two words ("sit *down*").
    pub particle: Option<SmolStr>,
    /// Modifier, for a noun of two words ("*phone* call").
    pub modifier: Option<SmolStr>,
}

/// A verb that carries an event noun, and the role that the noun has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightVerb {
    /// Lemma of the verb.
    pub lemma: SmolStr,
    /// Its particle, if any.
    pub particle: Option<SmolStr>,
    /// The noun's role at the verb: its object, or that of a preposition ("engage *in* talks").
    pub role: Role,
}

/// Whose role is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The trigger's own.
    Own,
    /// The light verb's.
    Verb,
    /// That of the nearest verb above the trigger.
    Above,
    /// That of the noun that is the trigger's object ("discussed *the treaty with Brandt*").
    Object,
}

/// A role of the trigger or of a verb above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRef {
    /// Whose role.
    pub base: Base,
    /// Which role.
    pub role: Role,
}

/// A side of a meeting, or an end of a relation: the role that fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// True if every filler stands on a side of its own ("*A and B* met").
    pub each: bool,
    /// The roles: the first that is filled is taken.
    pub roles: Vec<RoleRef>,
}

/// What a rule makes of a match.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A meeting with these sides.
    Meeting {
        /// Kind of encounter.
        kind: MeetingKind,
        /// Its sides.
        sides: Vec<Side>,
    },
    /// A relation of this name between two entities.
    Relation {
        /// Its name.
        name: String,
        /// From whom.
        from: Side,
        /// To whom.
        to: Side,
    },
}

/// What may fill a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillerType {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place as such.
    Place,
    /// Anyone who can act in an encounter: a person, an organization, or a country for which someone acts.
    Party,
    /// A person to whom the article gives an office ("the mayor", "Senator").
    Official,
    /// The unnamed people who act for a body or a country ("Norwegian ministers").
    Representatives,
}

impl FillerType {
    /// True if an entity of `entity_type` is of this type.
    #[must_use]
    pub fn admits(self, entity_type: EntityType) -> bool {
        match self {
            Self::Person | Self::Official => entity_type == EntityType::Person,
            Self::Organization => entity_type == EntityType::Organization,
            Self::Place => entity_type == EntityType::Place,
            Self::Party => true,
            Self::Representatives => false,
        }
    }
}
