//! Dependency trees of a whole document: heads from the parser, non-projective arcs put back, sentence starts.

use crate::nlp::Label;

/// Heads, labels and sentence starts of a document's tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Head of each token; itself for a root.
    pub heads: Vec<u32>,
    /// Label of each token towards its head.
    pub labels: Vec<Label>,
    /// Tokens that begin a sentence.
    pub starts: Vec<bool>,
}

/// How often subtree edges are widened for arcs that cross.
const MAX_ROUNDS: usize = 12;
/// Stands between the label of a lifted arc and the label of the head it came from.
const DECORATION: &str = "||";

impl Tree {
    /// Takes heads (negative: root) and labels as the parser leaves them.
    pub fn new(heads: &[i32], labels: &[Label], root: Label, is_space: impl Fn(usize) -> bool) -> Self {
        let heads: Vec<u32> =
            heads.iter().enumerate().map(|(token, &head)| u32::try_from(head).unwrap_or(token as u32)).collect();
        let mut tree = Self { heads, labels: labels.to_vec(), starts: Vec::new() };
        for token in 0..tree.heads.len() {
            if tree.is_root(token) {
                tree.labels[token] = root;
            }
        }
        let mut edges = tree.edges();
        if tree.labels.iter().any(|label| label.as_str().contains(DECORATION)) {
            tree.deprojectivize(&edges, is_space);
            edges = tree.edges();
        }
        tree.starts = vec![false; tree.heads.len()];
        for (token, &(first, _)) in edges.iter().enumerate() {
            if tree.is_root(token) {
                tree.starts[first as usize] = true;
            }
        }
        tree
    }

    fn is_root(&self, token: usize) -> bool {
        self.heads[token] as usize == token
    }

    /// First and last token of each token's subtree.
    fn edges(&self) -> Vec<(u32, u32)> {
        let mut edges: Vec<(u32, u32)> = (0..self.heads.len() as u32).map(|token| (token, token)).collect();
        let widen = |edges: &mut Vec<(u32, u32)>, token: usize| {
            let (first, last) = edges[token];
            let head = &mut edges[self.heads[token] as usize];
            *head = (head.0.min(first), head.1.max(last));
        };
        for _ in 0..MAX_ROUNDS {
            for token in 0..self.heads.len() {
                widen(&mut edges, token);
            }
            for token in (0..self.heads.len()).rev() {
                widen(&mut edges, token);
            }
            if self.heads_stay_inside(&edges) {
                break;
            }
        }
        edges
    }

    /// Whether all heads are inside the sentences that the roots' edges make.
    fn heads_stay_inside(&self, edges: &[(u32, u32)]) -> bool {
        let length = self.heads.len();
        let mut starts = vec![false; length];
        for (token, &(first, _)) in edges.iter().enumerate() {
            if self.is_root(token) {
                starts[first as usize] = true;
            }
        }
        let mut start = 0;
        for (end, &is_start) in starts.iter().enumerate() {
            if (end > 0 && is_start) || end + 1 == length {
                if self.heads[start..end].iter().any(|&head| (head as usize) < start || head as usize > end) {
                    return false;
                }
                start = end;
            }
        }
        true
    }

    /// Moves arcs with decorated labels (`relcl||dobj`) to the nearest token below their head that has the label after the
    /// bars: breadth first, from left to right.
    fn deprojectivize(&mut self, edges: &[(u32, u32)], is_space: impl Fn(usize) -> bool) {
        for token in 0..self.heads.len() {
            let Some((label, head_label)) = self.labels[token].as_str().split_once(DECORATION) else { continue };
            self.heads[token] = self.find_head(token, head_label, edges, &is_space);
            self.labels[token] = Label::new(label);
        }
    }

    fn find_head(
        &self,
        token: usize,
        head_label: &str,
        edges: &[(u32, u32)],
        is_space: &impl Fn(usize) -> bool,
    ) -> u32 {
        let mut queue = vec![self.heads[token]];
        let mut visited = 0;
        while !queue.is_empty() && visited <= self.heads.len() {
            let mut below = Vec::new();
            for &above in &queue {
                let (first, last) = edges[above as usize];
                for child in first..=last {
                    let at = child as usize;
                    if child == above || self.heads[at] != above || is_space(at) || at == token {
                        continue;
                    }
                    if self.labels[at] == head_label {
                        return child;
                    }
                    below.push(child);
                }
            }
            visited += below.len();
            queue = below;
        }
        self.heads[token]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifted_arc_goes_back_to_the_label_it_names() {
        // "saw(0) a(1) man(2) yesterday(3) who(4) ran(5)": ran hangs on saw, but is a relative clause of the object
        let labels = ["ROOT", "det", "dobj", "npadvmod", "nsubj", "relcl||dobj"].map(Label::new);
        let tree = Tree::new(&[-1, 2, 0, 0, 5, 0], &labels, Label::new("ROOT"), |_| false);
        assert_eq!(tree.heads, [0, 2, 0, 0, 5, 2]);
        assert_eq!(tree.labels[5], "relcl");
        assert_eq!(tree.starts, [true, false, false, false, false, false]);
    }

    #[test]
    fn roots_begin_sentences_at_their_left_edge() {
        let labels = ["nsubj", "", "nsubj", ""].map(Label::new);
        let tree = Tree::new(&[1, -1, 3, -1], &labels, Label::new("ROOT"), |_| false);
        assert_eq!(tree.starts, [true, false, true, false]);
    }
}
