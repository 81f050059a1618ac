//! Disjoint sets of small integers.

/// Sets that are joined and never parted again; the smallest member stands for its set.
#[derive(Debug, Clone)]
pub(super) struct Union {
    parents: Vec<u32>,
}

impl Union {
    /// `n` sets of one member each.
    pub(super) fn new(n: usize) -> Self {
        Self { parents: (0..).take(n).collect() }
    }

    /// The member that stands for the set of `member`.
    pub(super) fn find(&mut self, member: u32) -> u32 {
        let mut root = member;
        while self.parents[root as usize] != root {
            root = self.parents[root as usize];
        }
        let mut walked = member;
        while walked != root {
            walked = std::mem::replace(&mut self.parents[walked as usize], root);
        }
        root
    }

    /// Joins the sets of `a` and `b`.
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}
