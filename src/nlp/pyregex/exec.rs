//! Matching: backtracking with a memory of the places that failed.

use super::{FirstSet, Op, PyRegex};

/// Texts longer than this are not cleared after a look-around, which then holds at the first place only that it is asked for
/// with the same text ahead; no word is that long.
const LONGEST_CLEARED: usize = 4096;

/// Working memory of matching, kept between calls so that nothing is allocated a call.
#[derive(Debug, Default, Clone)]
pub struct Cache {
    /// One bit for each instruction and place that was tried; all clear between calls.
    tried: Vec<u64>,
    /// Words of `tried` that have bits.
    touched: Vec<u32>,
    open: Vec<(u32, u32)>,
}

impl PyRegex {
    /// The leftmost match that begins at or after `from`, as a range of characters.
    #[must_use]
    pub fn find(&self, text: &[char], from: usize, cache: &mut Cache) -> Option<(usize, usize)> {
        let words = (self.program.len() * (text.len() + 1)).div_ceil(64);
        cache.tried.resize(words.max(cache.tried.len()), 0);
        let anchored = self.program.first() == Some(&Op::Start);
        let last = if anchored { 0 } else { text.len() };
        let mut found = None;
        for start in from..=last {
            if self.first.allows(text.get(start)) {
                found = self.run(text, 0, start, cache).map(|end| (start, end));
            }
            if found.is_some() {
                break;
            }
        }
        // Only what was touched is cleared, so that a call costs no more than the places it tried.
        for word in cache.touched.drain(..) {
            cache.tried[word as usize] = 0;
        }
        found
    }

    /// All matches from left to right that do not overlap, as Python's `finditer` gives them.
    #[must_use]
    pub fn find_all(&self, text: &[char], cache: &mut Cache) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = self.find(text, from, cache) {
            found.push((start, end));
            from = if end > start { end } else { end + 1 };
            if from > text.len() {
                break;
            }
        }
        found
    }

    /// Where the match of the program at `pc` ends that begins at `at`. Places that failed stay marked, which holds for
    /// later starts too; look-arounds run with a memory of their own.
    fn run(&self, text: &[char], pc: u32, at: usize, cache: &mut Cache) -> Option<usize> {
        let width = text.len() + 1;
        let base = cache.open.len();
        cache.open.push((pc, at as u32));
        while cache.open.len() > base {
            let Some((mut pc, at)) = cache.open.pop() else { break };
            let mut at = at as usize;
            loop {
                let slot = pc as usize * width + at;
                let (word, bit) = (slot / 64, 1_u64 << (slot % 64));
                if cache.tried[word] & bit != 0 {
                    break;
                }
                if cache.tried[word] == 0 {
                    cache.touched.push(word as u32);
                }
                cache.tried[word] |= bit;
                match &self.program[pc as usize] {
                    Op::Char(wanted) if text.get(at) == Some(wanted) => (pc, at) = (pc + 1, at + 1),
                    Op::Any if text.get(at).is_some_and(|&c| c != '\n') => (pc, at) = (pc + 1, at + 1),
                    Op::Class(class) if text.get(at).is_some_and(|&c| self.classes[*class as usize].contains(c)) => {
                        (pc, at) = (pc + 1, at + 1);
                    }
                    Op::Split(first, second) => {
                        cache.open.push((*second, at as u32));
                        pc = *first;
                    }
                    Op::Jump(next) => pc = *next,
                    Op::Start if at == 0 => pc += 1,
                    Op::End if at == text.len() || (at + 1 == text.len() && text[at] == '\n') => pc += 1,
                    Op::Look { next, back, negative } => {
                        if self.look(text, pc + 1, *next, (at, *back as usize), cache) == *negative {
                            break;
                        }
                        pc = *next;
                    }
                    Op::Match => {
                        cache.open.truncate(base);
                        return Some(at);
                    }
                    _ => break,
                }
            }
        }
        None
    }

    /// Whether the program at `pc` matches `back` characters before `at` (up to `at`, if stepped back).
    fn look(&self, text: &[char], pc: u32, next: u32, (at, back): (usize, usize), cache: &mut Cache) -> bool {
        if back > at {
            return false;
        }
        let found = self.run(text, pc, at - back, cache).is_some_and(|end| back == 0 || end == at);
        if found {
            // Marks say "failed before"; those of a success have to go. The look-around's program is contiguous.
            let width = text.len() + 1;
            if width < LONGEST_CLEARED {
                for slot in pc as usize * width..next as usize * width {
                    cache.tried[slot / 64] &= !(1 << (slot % 64));
                }
            }
        }
        found
    }
}

impl FirstSet {
    fn allows(self, next: Option<&char>) -> bool {
        match next {
            _ if self.open => true,
            Some(&c) if c.is_ascii() => self.ascii >> u32::from(c) & 1 == 1,
            Some(_) => true,
            None => false,
        }
    }
}
