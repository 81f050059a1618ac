//! From a pattern to a program.

use super::{Class, FirstSet, Named, Op, PatternError, PyRegex};

enum Node {
    Char(char),
    Any,
    Class(u32),
    Start,
    End,
    Concat(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, greedy: bool },
    Look { node: Box<Node>, behind: bool, negative: bool },
}

/// The longest counted repetition that is unrolled.
const MAX_COUNT: u32 = 1000;

struct Parser<'pattern> {
    pattern: &'pattern [char],
    at: usize,
    classes: Vec<Class>,
}

pub(super) fn compile(pattern: &str) -> Result<PyRegex, PatternError> {
    let characters: Vec<char> = pattern.chars().collect();
    let mut parser = Parser { pattern: &characters, at: 0, classes: Vec::new() };
    parser.skip("(?u)");
    let node = parser.alternatives()?;
    if parser.at < characters.len() {
        return parser.fail("unbalanced parenthesis");
    }
    let mut compiler = Compiler { program: Vec::new() };
    compiler.emit(&node).map_err(|reason| PatternError { at: 0, reason })?;
    compiler.program.push(Op::Match);
    let mut first = FirstSet { ascii: 0, open: false };
    first.open = first.add(&node, &parser.classes);
    Ok(PyRegex { program: compiler.program, classes: parser.classes, first })
}

impl Parser<'_> {
    fn fail<T>(&self, reason: &'static str) -> Result<T, PatternError> {
        Err(PatternError { at: self.at, reason })
    }

    fn peek(&self) -> Option<char> {
        self.pattern.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    fn skip(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let found = self.pattern[self.at..].iter().copied().take(length).eq(text.chars());
        self.at += if found { length } else { 0 };
        found
    }

    fn alternatives(&mut self) -> Result<Node, PatternError> {
        let mut alternatives = vec![self.concat()?];
        while self.skip("|") {
            alternatives.push(self.concat()?);
        }
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Alternatives(alternatives) })
    }

    fn concat(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek().filter(|&c| c != '|' && c != ')') {
            self.at += 1;
            let atom = match c {
                '.' => Node::Any,
                '^' => Node::Start,
                '$' => Node::End,
                '(' => self.group()?,
                '[' => self.class()?,
                '\\' => self.escape()?,
                '*' | '+' | '?' => return self.fail("nothing to repeat"),
                _ => Node::Char(c),
            };
            nodes.push(self.repeated(atom)?);
        }
        Ok(Node::Concat(nodes))
    }

    fn group(&mut self) -> Result<Node, PatternError> {
        let look = [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)]
            .into_iter()
            .find(|&(mark, ..)| self.skip(mark));
        if look.is_none() && !self.skip("?:") && self.peek() == Some('?') {
            return self.fail("unknown kind of group");
        }
        let inner = self.alternatives()?;
        if !self.skip(")") {
            return self.fail("parenthesis without end");
        }
        Ok(match look {
            Some((_, behind, negative)) => Node::Look { node: Box::new(inner), behind, negative },
            None => inner,
        })
    }

    fn repeated(&mut self, atom: Node) -> Result<Node, PatternError> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some(counts) => counts,
                None => return Ok(atom),
            },
            _ => return Ok(atom),
        };
        if self.peek() != Some('{') {
            self.at += 1;
        }
        if self.peek() == Some('}') {
            self.at += 1;
        }
        let greedy = !self.skip("?");
        if max.is_some_and(|max| max < min || max > MAX_COUNT) || min > MAX_COUNT {
            return self.fail("counts out of order or too large");
        }
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return self.fail("multiple repeat");
        }
        Ok(Node::Repeat { node: Box::new(atom), min, max, greedy })
    }

    /// Reads `{m}`, `{m,}`, `{,n}` or `{m,n}` up to before the closing brace; nothing if it is no count.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let close = self.at + self.pattern[self.at..].iter().position(|&c| c == '}')?;
        let inner: String = self.pattern[self.at + 1..close].iter().collect();
        let counts = match inner.split_once(',') {
            None => inner.parse().ok().map(|count| (count, Some(count))),
            Some((min, max)) => {
                let min = if min.is_empty() { Some(0) } else { min.parse().ok() };
                let max = if max.is_empty() { Some(None) } else { max.parse().ok().map(Some) };
                min.zip(max)
            }
        };
        if counts.is_some() {
            self.at = close;
        }
        counts
    }

    fn add_class(&mut self, class: Class) -> Node {
        let known = self.classes.iter().position(|other| *other == class);
        let index = known.unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        });
        Node::Class(index as u32)
    }

    fn escape(&mut self) -> Result<Node, PatternError> {
        match self.class_escape()? {
            ClassItem::Char(c) => Ok(Node::Char(c)),
            ClassItem::Named(named, wanted) => {
                let mut class = Class::default();
                class.add_named(named, wanted);
                Ok(self.add_class(class))
            }
        }
    }

    fn class_escape(&mut self) -> Result<ClassItem, PatternError> {
        let Some(c) = self.next() else { return self.fail("escape without character") };
        let named = |named, wanted| Ok(ClassItem::Named(named, wanted));
        let digits = match c {
            'w' | 'W' => return named(Named::Word, c == 'w'),
            'd' | 'D' => return named(Named::Decimal, c == 'd'),
            's' | 'S' => return named(Named::Space, c == 's'),
            'n' => return Ok(ClassItem::Char('\n')),
            't' => return Ok(ClassItem::Char('\t')),
            'r' => return Ok(ClassItem::Char('\r')),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if c.is_ascii_alphanumeric() => return self.fail("unknown escape"),
            _ => return Ok(ClassItem::Char(c)),
        };
        let code: String = self.pattern[self.at..].iter().take(digits).collect();
        self.at += digits.min(code.len());
        match u32::from_str_radix(&code, 16).ok().and_then(char::from_u32) {
            Some(c) => Ok(ClassItem::Char(c)),
            None => self.fail("no such character"),
        }
    }

    fn class(&mut self) -> Result<Node, PatternError> {
        let mut class = Class { negative: self.skip("^"), ..Class::default() };
        let mut is_first = true;
        loop {
            let item = match self.next() {
                None => return self.fail("class without end"),
                Some(']') if !is_first => break,
                Some('\\') => self.class_escape()?,
                Some(c) => ClassItem::Char(c),
            };
            is_first = false;
            let is_range = self.peek() == Some('-') && self.pattern.get(self.at + 1).is_some_and(|&c| c != ']');
            match item {
                ClassItem::Named(named, wanted) => class.add_named(named, wanted),
                ClassItem::Char(first) if is_range => {
                    self.at += 1;
                    let last = match self.next() {
                        Some('\\') => self.class_escape()?,
                        Some(c) => ClassItem::Char(c),
                        None => return self.fail("class without end"),
                    };
                    match last {
                        ClassItem::Char(last) if first <= last => class.add_range(first, last),
                        _ => return self.fail("range out of order"),
                    }
                }
                ClassItem::Char(c) => class.add_range(c, c),
            }
        }
        class.tidy();
        Ok(self.add_class(class))
    }
}

enum ClassItem {
    Char(char),
    Named(Named, bool),
}

impl Class {
    fn add_range(&mut self, first: char, last: char) {
        for code in u32::from(first)..=u32::from(last).min(127) {
            self.ascii |= 1 << code;
        }
        if u32::from(last) > 127 {
            self.ranges.push((first.max('\u{80}'), last));
        }
    }

    fn add_named(&mut self, named: Named, wanted: bool) {
        for code in 0..128_u8 {
            if named.contains(char::from(code)) == wanted {
                self.ascii |= 1 << code;
            }
        }
        self.named.push((named, wanted));
    }

    /// Sorts and joins the ranges.
    fn tidy(&mut self) {
        self.ranges.sort_unstable();
        let mut joined: Vec<(char, char)> = Vec::with_capacity(self.ranges.len());
        for &(first, last) in &self.ranges {
            match joined.last_mut() {
                Some(open) if first <= open.1 || u32::from(first) == u32::from(open.1) + 1 => open.1 = open.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        self.ranges = joined;
    }
}

impl FirstSet {
    /// Adds what `node` can begin with; true if it can match the empty text.
    fn add(&mut self, node: &Node, classes: &[Class]) -> bool {
        match node {
            Node::Char(c) => {
                self.ascii |= if c.is_ascii() { 1 << u32::from(*c) } else { 0 };
                false
            }
            Node::Any => {
                self.ascii = u128::MAX;
                false
            }
            Node::Class(class) => {
                let class = &classes[*class as usize];
                self.ascii |= if class.negative { !class.ascii } else { class.ascii };
                false
            }
            Node::Start | Node::End | Node::Look { .. } => true,
            Node::Concat(nodes) => nodes.iter().all(|node| self.add(node, classes)),
            Node::Alternatives(nodes) => nodes.iter().filter(|node| self.add(node, classes)).count() > 0,
            Node::Repeat { node, min, .. } => self.add(node, classes) || *min == 0,
        }
    }
}

struct Compiler {
    program: Vec<Op>,
}

impl Compiler {
    fn here(&self) -> u32 {
        self.program.len() as u32
    }

    fn emit(&mut self, node: &Node) -> Result<(), &'static str> {
        match node {
            Node::Char(c) => self.program.push(Op::Char(*c)),
            Node::Any => self.program.push(Op::Any),
            Node::Class(class) => self.program.push(Op::Class(*class)),
            Node::Start => self.program.push(Op::Start),
            Node::End => self.program.push(Op::End),
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.emit(node))?,
            Node::Alternatives(nodes) => self.emit_alternatives(nodes)?,
            Node::Repeat { node, min, max, greedy } => self.emit_repeat(node, *min, *max, *greedy)?,
            Node::Look { node, behind, negative } => {
                let back = if *behind { width(node).ok_or("look-behind of variable width")? } else { 0 };
                let look = self.program.len();
                self.program.push(Op::Match);
                self.emit(node)?;
                self.program.push(Op::Match);
                self.program[look] = Op::Look { next: self.here(), back, negative: *negative };
            }
        }
        Ok(())
    }

    fn emit_alternatives(&mut self, nodes: &[Node]) -> Result<(), &'static str> {
        let mut jumps = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.emit(node)?;
                break;
            }
            let split = self.program.len();
            self.program.push(Op::Match);
            self.emit(node)?;
            jumps.push(self.program.len());
            self.program.push(Op::Match);
            self.program[split] = Op::Split(split as u32 + 1, self.here());
        }
        for jump in jumps {
            self.program[jump] = Op::Jump(self.here());
        }
        Ok(())
    }

    fn emit_repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greedy: bool) -> Result<(), &'static str> {
        let split = |first, second| if greedy { Op::Split(first, second) } else { Op::Split(second, first) };
        for _ in 0..min {
            self.emit(node)?;
        }
        let Some(max) = max else {
            let start = self.program.len();
            self.program.push(Op::Match);
            self.emit(node)?;
            self.program.push(Op::Jump(start as u32));
            self.program[start] = split(start as u32 + 1, self.here());
            return Ok(());
        };
        let mut starts = Vec::new();
        for _ in min..max {
            starts.push(self.program.len());
            self.program.push(Op::Match);
            self.emit(node)?;
        }
        for start in starts {
            self.program[start] = split(start as u32 + 1, self.here());
        }
        Ok(())
    }
}

/// The width in characters, if it is the same for all that `node` matches.
fn width(node: &Node) -> Option<u32> {
    match node {
        Node::Char(_) | Node::Any | Node::Class(_) => Some(1),
        Node::Start | Node::End | Node::Look { .. } => Some(0),
        Node::Concat(nodes) => nodes.iter().map(width).sum(),
        Node::Alternatives(nodes) => {
            let first = nodes.first().map_or(Some(0), width)?;
            nodes.iter().all(|node| width(node) == Some(first)).then_some(first)
        }
        Node::Repeat { node, min, max, .. } => (*max == Some(*min)).then(|| width(node).map(|one| one * min))?,
    }
}
