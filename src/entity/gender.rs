//! Grammatical gender and number, and what words tell of them.

/// The gender that a pronoun must agree with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// Evidence for a person's gender, weighed over the article.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub(super) struct GenderVotes {
    male: f32,
    female: f32,
}

impl GenderVotes {
    /// Adds evidence of `weight`.
    pub(super) fn add(&mut self, gender: Option<Gender>, weight: f32) {
        match gender {
            Some(Gender::Male) => self.male += weight,
            Some(Gender::Female) => self.female += weight,
            None => {}
        }
    }

    /// The gender that most evidence tells, if any.
    pub(super) fn gender(self) -> Option<Gender> {
        if self.male > self.female {
            Some(Gender::Male)
        } else if self.female > self.male {
            Some(Gender::Female)
        } else {
            None
        }
    }
}
