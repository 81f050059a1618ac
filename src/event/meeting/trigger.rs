//! When a rule holds of a predicate: its trigger, what stands above it, and the verb that carries it.

use super::scene::Scene;
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::event::rules::{Base, LightVerb, Outcome, RoleRef, Rule, Trigger};
use crate::nlp::TokenId;
use smol_str::SmolStr;

pub(super) fn is_triggered(scene: &Scene<'_>, rule: &Rule, predicate: &Predicate) -> bool {
    let modified_by = |word: &str| {
        scene.analysis.dependents(predicate.token).iter().any(|&dependent| {
            dependent < predicate.token
                && matches!(scene.token(dependent).deprel.as_str(), "compound" | "amod" | "nmod" | "poss" | "nummod")
                && scene.lemma(dependent) == word
        })
    };
    let fits = |trigger: &Trigger| {
        trigger.lemma == predicate.lemma
            && (predicate.kind != PredicateKind::Verb || trigger.particle == predicate.particle)
            && trigger.modifier.as_ref().is_none_or(|modifier| modified_by(modifier))
    };
    rule.triggers.iter().any(fits) && !rule.without.iter().any(|word| modified_by(word))
}

/// "went *to see*", "refused *to see*", "*will see* her on Friday", "in the hope of *seeing* her"; not "was surprised *to see*", which tells of a perception.
pub(super) fn is_intended(scene: &Scene<'_>, id: PredicateId) -> bool {
    let predicate = scene.clauses.predicate(id);
    let above = predicate.governor.map(|(above, _)| scene.clauses.predicate(above));
    let wished =
        above.is_some_and(|above| matches!(above.lemma.as_str(), "want" | "like" | "love" | "hope" | "prefer"));
    let brought_to = predicate.arguments.iter().any(|argument| {
        let stands = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "on" | "at" | "behind" | "out of"));
        let lemma = scene.lemma(argument.token);
        stands && (lemma == "court" || wished && scene.in_words("plights", &lemma))
    });
    if brought_to {
        // "hope to see you in court", "wants to see her in jail": what one wishes somebody.
        return false;
    }
    if predicate.factuality == Factuality::Planned && predicate.features.tense != Tense::None {
        return true;
    }
    // "*would not see* her": what is refused
    if predicate.features.negated && matches!(predicate.features.modal, Some("would" | "will")) {
        return true;
    }
    let gerund = scene.token(predicate.token).tag == "VBG"
        && predicate.features.tense == Tense::None
        && !predicate.features.progressive
        && predicate.marker.is_some()
        && matches!(predicate.governor, Some((_, Embedding::Complement)))
        && matches!(predicate.factuality, Factuality::Possible | Factuality::Planned);
    if gerund {
        return true;
    }
    // "was kept *from seeing* her"
    let barred = predicate.marker.as_deref() == Some("from") && predicate.factuality == Factuality::Negated;
    let without = barred || predicate.marker.as_deref() == Some("without");
    without
        || predicate.features.infinitive && above.is_some_and(|above| !scene.in_words("perceived-with", &above.lemma))
}

/// "*flew* to Vasa to urge her": one of `verbs` is what the predicate is the purpose of.
pub(super) fn is_purpose_of(scene: &Scene<'_>, id: PredicateId, verbs: &[SmolStr]) -> bool {
    let predicate = scene.clauses.predicate(id);
    let above = predicate.governor.filter(|(_, embedding)| {
        predicate.features.infinitive && matches!(embedding, Embedding::Purpose | Embedding::Complement)
    });
    above.is_some_and(|(above, _)| {
        let above = scene.clauses.predicate(above);
        // Who flew there to urge her did so, or not: the sentence does not say.
        if above.features.tense == Tense::Past && predicate.factuality != Factuality::Held {
            return false;
        }
        verbs.iter().any(|verb| {
            let mut words = verb.splitn(2, ' ');
            words.next() == Some(above.lemma.as_str()) && words.next() == above.particle.as_deref()
        })
    })
}

/// True if one of `lemmas` stands in the sentence of `token` or in one beside it.
pub(super) fn is_near(scene: &Scene<'_>, token: TokenId, lemmas: &[SmolStr]) -> bool {
    let own = scene.token(token).sentence as usize;
    let around = own.saturating_sub(1)..=own + 1;
    let sentences = around.filter_map(|sentence| scene.analysis.sentences.get(sentence));
    sentences.flat_map(Clone::clone).any(|word| lemmas.contains(&scene.lemma(TokenId(word))))
}

/// "spent two hours *talking* to Brandt": the time was spent so.
pub(super) fn is_spent(scene: &Scene<'_>, id: PredicateId) -> bool {
    let predicate = scene.clauses.predicate(id);
    let above = predicate.governor.map(|(above, _)| scene.clauses.predicate(above));
    above.is_some_and(|above| above.lemma == "spend" && above.kind == PredicateKind::Verb)
}

/// "was seen, filmed *talking* to Brandt": somebody watched it.
pub(super) fn is_watched(scene: &Scene<'_>, id: PredicateId) -> bool {
    let Some((above, Embedding::Complement | Embedding::Adverbial)) = scene.clauses.predicate(id).governor else {
        return false;
    };
    let above = scene.clauses.predicate(above);
    above.features.passive
        && above.kind == PredicateKind::Verb
        && matches!(
            above.lemma.as_str(),
            "see" | "film" | "photograph" | "picture" | "spot" | "catch" | "hear" | "overhear" | "observe" | "show"
        )
}

/// "went fishing *with his wife Anna*": private life.
pub(super) fn is_with_family(scene: &Scene<'_>, predicate: &Predicate) -> bool {
    let kin = |word: TokenId| scene.in_words("family", &scene.lemma(word));
    let owned = |word: TokenId| {
        scene.analysis.dependents(word).iter().any(|&owner| scene.token(owner).tag == "PRP$")
            || word.0.checked_sub(1).is_some_and(|before| scene.token(TokenId(before)).tag == "PRP$")
    };
    predicate.kind == PredicateKind::Verb
        && predicate.preposition("with").any(|companion| {
            let word = companion.token;
            let apposed = scene.analysis.head(word).filter(|_| scene.token(word).deprel == "appos");
            let mut words = std::iter::once(word).chain(apposed).chain(scene.analysis.dependents(word).iter().copied());
            words.any(|kinsman| kin(kinsman) && (owned(kinsman) || owned(word)))
        })
}

/// "called on Brandt *to resign*".
pub(super) fn has_infinitive(scene: &Scene<'_>, id: PredicateId) -> bool {
    let Some(sentence) = scene.analysis.sentences.get(scene.token(scene.clauses.predicate(id).token).sentence as usize)
    else {
        return false;
    };
    scene.clauses.predicates_in(sentence).iter().any(|below| {
        below.features.infinitive
            && below.governor.is_some_and(|(above, how)| above == id && how != Embedding::Conjunct)
    })
}

/// "called on Brandt *to deliver a letter*": what the caller came to bring, and no demand on whom he calls.
pub(super) fn is_errand(scene: &Scene<'_>, id: PredicateId) -> bool {
    let verb = scene.clauses.predicate(id).token;
    let Some(sentence) = scene.analysis.sentences.get(scene.token(verb).sentence as usize) else { return false };
    let below = scene.clauses.predicates_in(&(verb.0 + 1..sentence.end));
    let errand = below.iter().find(|below| {
        below.features.infinitive
            && below.governor.is_some_and(|(above, how)| above == id && how != Embedding::Conjunct)
    });
    errand.filter(|errand| scene.in_words("errands", &errand.lemma)).is_some_and(|errand| {
        let brought = errand.token.0 + 1..scene.analysis.subtree(errand.token).end;
        brought.map(TokenId).any(|word| scene.in_words("missives", &scene.lemma(word)))
    })
}

/// "approached Brandt *about running*": a gerund after the preposition that `role` names.
pub(super) fn has_gerund(scene: &Scene<'_>, id: PredicateId, role: &RoleRef) -> bool {
    let Role::Preposition(name) = &role.role else { return false };
    let verb = scene.clauses.predicate(id).token;
    let Some(sentence) = scene.analysis.sentences.get(scene.token(verb).sentence as usize) else { return false };
    role.base == Base::Own
        && scene.clauses.predicates_in(&(verb.0 + 1..sentence.end)).iter().any(|below| {
            below.kind == PredicateKind::Verb
                && below.marker.as_ref() == Some(name)
                && below.governor.is_some_and(|(above, how)| above == id && how == Embedding::Complement)
        })
}

/// "called Brandt *a liar*", "calling her \"the best\"": what follows the object right away is what it is called.
pub(super) fn is_naming(scene: &Scene<'_>, id: PredicateId) -> bool {
    let predicate = scene.clauses.predicate(id);
    if predicate.kind != PredicateKind::Verb || predicate.lemma != "call" || predicate.particle.is_some() {
        return false;
    }
    predicate.fillers(&Role::Object).any(|object| {
        let end = scene.mention_headed_by(object.token).map_or(object.token.0 + 1, |mention| mention.tokens.end);
        let after = (after_aside(scene, end)..end + 12).map(TokenId);
        let tokens = after.map_while(|token| scene.analysis.tokens.get(token.index()));
        let mut rest = tokens.take_while(|token| !matches!(token.pos.as_str(), "VERB" | "AUX"));
        // Over an apposition between commas.
        let closest = rest.find(|token| token.pos != "PUNCT" || matches!(token.tag.as_str(), "``" | "''"));
        closest.is_some_and(|token| {
            let names = matches!(token.pos.as_str(), "DET" | "ADJ" | "PUNCT")
                || token.lemma == "one"
                || matches!(token.tag.as_str(), "PRP$")
                || token.lemma == "among";
            names && !matches!(token.entity.as_str(), "DATE" | "TIME")
        })
    })
}

/// Where the text goes on after a phrase between commas that starts at `start`: "called Brandt, *to loud laughter,* a liar".
fn after_aside(scene: &Scene<'_>, start: u32) -> u32 {
    const LONGEST: usize = 8;
    let is_comma = |at: u32| scene.analysis.tokens.get(at as usize).is_some_and(|token| token.tag == ",");
    let tag = |at: u32| scene.analysis.tokens.get(at as usize).map_or("", |token| token.tag.as_str());
    if !is_comma(start) || tag(start + 1) != "IN" {
        return start;
    }
    (start + 1..).take(LONGEST).find(|&at| is_comma(at)).map_or(start, |comma| comma + 1)
}

/// "debates between A and B", "five debates with B", "the A–B debates".
pub(super) fn names_opponents(debate: &Predicate) -> bool {
    debate.arguments.iter().any(|argument| match &argument.role {
        Role::Compound => true,
        Role::Preposition(name) => matches!(name.as_str(), "between" | "with" | "against"),
        _ => false,
    })
}

/// "a debate between A and B", "her debate with B".
pub(super) fn names_opponents_beside(debate: &Predicate) -> bool {
    debate.arguments.iter().any(
        |argument| matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "between" | "with" | "against")),
    )
}

/// "saw Brandt *on television*", "*sees* Brandt every day in the papers", "saw Brandt *leaving*": what is seen, not whom one
/// speaks with.
pub(super) fn is_perceived(scene: &Scene<'_>, predicate: &Predicate) -> bool {
    if predicate.kind != PredicateKind::Verb || predicate.lemma != "see" || predicate.particle.is_some() {
        return false;
    }
    let features = predicate.features;
    // "sees Brandt *every Monday*": whom one sees so often one meets
    let present = features.tense == Tense::Present
        && !features.perfect
        && !features.progressive
        && !predicate.has(&Role::Frequency);
    let able = matches!(features.modal, Some("can" | "could" | "may" | "might")) && !features.negated;
    let shown = || {
        predicate.arguments.iter().any(|argument| {
            let beside = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "on" | "in" | "at" | "from"));
            beside && scene.in_words("shown-on", &scene.lemma(argument.token))
        })
    };
    // "saw Brandt *walking* out", "saw Brandt *sworn* in"
    let doing = || {
        predicate.fillers(&Role::Object).any(|object| {
            let end = scene.mention_headed_by(object.token).map_or(object.token.0 + 1, |mention| mention.tokens.end);
            scene
                .analysis
                .tokens
                .get(end as usize)
                .is_some_and(|next| matches!(next.tag.as_str(), "VBG" | "VB" | "VBN"))
        })
    };
    // "*last* saw Brandt in May", "saw him *for the last time*": who is missed, not who was met.
    let last = scene.analysis.dependents_by(predicate.token, "advmod").any(|adverb| scene.form(adverb) == "last")
        || predicate.preposition("for").any(|time| {
            scene.lemma(time.token) == "time"
                && scene.analysis.dependents_by(time.token, "amod").any(|which| scene.form(which) == "last")
        });
    last || (present || able) && predicate.factuality == Factuality::Held || shown() || doing()
}

/// "*in the film*, the queen meets her rival": what is told of there has not been.
pub(super) fn is_in_fiction(scene: &Scene<'_>, predicate: &Predicate) -> bool {
    predicate.preposition("in").any(|work| scene.in_words("fictions", &scene.lemma(work.token)))
}

/// "pleaded with Brandt *in an open letter*", "told him *by email*": what is written is said to nobody's face.
pub(super) fn is_written(scene: &Scene<'_>, predicate: &Predicate) -> bool {
    predicate.kind == PredicateKind::Verb
        && predicate.arguments.iter().any(|argument| {
            matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "by" | "via" | "through" | "on" | "over"))
                && argument.token > predicate.token
                && scene.in_words("writings", &scene.lemma(argument.token))
        })
}

/// "spent *most of the day*", "*four hours of questions*", "*a couple of calls*": of what it is a part or a measure.
pub(super) fn part_of(scene: &Scene<'_>, token: TokenId) -> Option<smol_str::SmolStr> {
    whole_of(scene, token).map(|whole| scene.lemma(whole))
}

/// The noun of which `token` is a part or a measure.
pub(super) fn whole_of(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let lemma = scene.lemma(token);
    let is_part = matches!(scene.form(token), "all" | "most" | "much" | "part" | "half" | "some")
        || scene.in_words("measures", &lemma)
        || scene.in_words("quantities", &lemma);
    let of = scene.analysis.dependents_by(token, "prep").find(|&of| scene.form(of) == "of").filter(|_| is_part)?;
    scene.analysis.dependents_by(of, "pobj").next()
}

/// The verb of which the noun `id` is an argument.
pub(super) fn light_verb_above(scene: &Scene<'_>, id: PredicateId) -> Option<PredicateId> {
    let (above, Embedding::Argument | Embedding::Conjunct) = scene.clauses.predicate(id).governor? else { return None };
    if whole_of(scene, scene.clauses.predicate(above).token) == Some(scene.clauses.predicate(id).token)
        && let Some((verb, Embedding::Argument)) = scene.clauses.predicate(above).governor
    {
        // "had *a cup of* coffee"
        return Some(verb);
    }
    Some(above)
}

/// True if `verb` is one of `light` and carries the noun `id` in the role that is asked for.
pub(super) fn carries(scene: &Scene<'_>, verb: PredicateId, id: PredicateId, light: &[LightVerb]) -> bool {
    let above = scene.clauses.predicate(verb);
    let noun = scene.clauses.predicate(id).token;
    light.iter().any(|wanted| {
        wanted.lemma == above.lemma
            && wanted.particle == above.particle
            && above.arguments.iter().any(|argument| {
                (argument.token == noun || whole_of(scene, argument.token) == Some(noun))
                    && (argument.role == wanted.role
                        || argument.role == Role::Complement && wanted.role == Role::Object)
            })
    })
}

/// "A and B *joined the lunch*": of others, so that it is not told that the two had it with each other.
pub(super) fn joins_others(scene: &Scene<'_>, verb: PredicateId, noun: &Predicate, rule: &Rule) -> bool {
    let Outcome::Meeting { sides, .. } = &rule.outcome else { return false };
    scene.clauses.predicate(verb).lemma == "join"
        && sides.iter().any(|side| side.each)
        && super::is_definite(scene, noun.token)
}
