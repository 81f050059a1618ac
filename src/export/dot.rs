//! DOT: a picture for Graphviz that is readable at once.
//!
//! A meeting of two parties is one line between them; a larger one is a node of its own. Shape and colour tell the type,
//! line style and colour the status. Of a large graph, the best-linked part is drawn, and the legend says so.

use super::label::{days, edge_verb, node_label};
use crate::graph::{Edge, EdgeKind, EdgeRef, KnowledgeGraph, Node, NodeId};
use crate::resolve::{ReportId, ResolvedMeeting, Status};
use std::cmp::Reverse;
use std::io::{self, Write as _};

/// Most lines that are drawn.
const MAX_LINES: usize = 240;
/// Up to so many nodes, ranks from left to right are the clearer picture; beyond, a spring layout.
const MAX_RANKED: usize = 45;
/// Letters after which a label breaks.
const LINE: usize = 22;

/// A line of the picture.
struct Line<'g> {
    source: NodeId,
    target: NodeId,
    edge: &'g Edge,
    /// The meetings that it stands for, without those that are nodes of their own.
    meetings: Vec<(NodeId, &'g ResolvedMeeting)>,
    n_reports: usize,
}

/// Writes the picture of `graph`.
pub(super) fn write(graph: &KnowledgeGraph, output: &mut dyn io::Write) -> io::Result<()> {
    let mut output = io::BufWriter::new(output);
    let mut lines: Vec<Line<'_>> = graph.edges().filter_map(|edge| line(graph, edge)).collect();
    let n_all = lines.len();
    lines.sort_by_key(|line| (rank(&line.edge.kind), Reverse(line.n_reports), line.source, line.target));
    lines.truncate(MAX_LINES);
    lines.sort_by_key(|line| (line.source, line.target, rank(&line.edge.kind), Reverse(line.edge.status)));
    let mut drawn: Vec<NodeId> = lines.iter().flat_map(|line| [line.source, line.target]).collect();
    drawn.sort_unstable();
    drawn.dedup();
    let layout = if drawn.len() <= MAX_RANKED {
        "layout=dot rankdir=LR ranksep=0.9 nodesep=0.25"
    } else {
        "layout=sfdp overlap=prism overlap_scaling=-4 splines=true K=1.1"
    };
    writeln!(output, "digraph rapporteur {{")?;
    writeln!(output, "  graph [{layout} charset=\"UTF-8\" bgcolor=white fontname=\"Helvetica,Arial,sans-serif\"]")?;
    writeln!(
        output,
        "  node [fontname=\"Helvetica,Arial,sans-serif\" fontsize=11 style=filled color=\"#555555\" penwidth=0.8 margin=\"0.12,0.06\"]"
    )?;
    writeln!(output, "  edge [fontname=\"Helvetica,Arial,sans-serif\" fontsize=8 fontcolor=\"#444444\"]")?;
    write_legend(&mut output, lines.len(), n_all)?;
    for &id in &drawn {
        if let Some(node) = graph.node(id) {
            write_node(&mut output, graph, id, node)?;
        }
    }
    for line in &lines {
        write_line(&mut output, graph, line)?;
    }
    writeln!(output, "}}")?;
    output.flush()
}

/// True of a meeting of two parties, which is drawn as a line.
fn is_pair(meeting: &ResolvedMeeting) -> bool {
    meeting.sides.iter().map(Vec::len).sum::<usize>() == 2
}

/// The line that stands for an edge, if one does.
fn line<'g>(graph: &'g KnowledgeGraph, EdgeRef { source, target, edge }: EdgeRef<'g>) -> Option<Line<'g>> {
    let meeting = |id: NodeId| match graph.node(id) {
        Some(Node::Meeting(meeting)) => Some((id, meeting)),
        _ => None,
    };
    let all = edge.meetings.iter().copied().filter_map(meeting);
    let pairs_wanted = edge.kind == EdgeKind::MetWith;
    let meetings: Vec<_> = all.filter(|(_, meeting)| is_pair(meeting) == pairs_wanted).collect();
    let is_about_meeting = matches!(edge.kind, EdgeKind::MetWith | EdgeKind::Attended | EdgeKind::HeldAt);
    let n_reports = match is_about_meeting {
        true => meetings.iter().map(|(_, meeting)| meeting.reports.len()).sum(),
        false => edge.reports.len(),
    };
    (n_reports > 0).then_some(Line { source, target, edge, meetings, n_reports })
}

/// What is drawn first where not all can be.
fn rank(kind: &EdgeKind) -> u8 {
    match kind {
        EdgeKind::MetWith | EdgeKind::Attended => 0,
        EdgeKind::HeldAt | EdgeKind::Relation(_) => 1,
        EdgeKind::SaidTo => 2,
        EdgeKind::SaidAbout => 3,
    }
}

/// Pen style and colour of a status.
fn pen(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Held => ("solid", "#1b6e3c"),
        Status::Planned => ("dashed", "#b8660b"),
        Status::Possible => ("dotted", "#6b6b6b"),
        Status::Negated => ("dashed", "#c0182b"),
    }
}

fn write_node(output: &mut impl io::Write, graph: &KnowledgeGraph, id: NodeId, node: &Node) -> io::Result<()> {
    let label = quote(&wrap(&node_label(graph, node)));
    let (look, tip) = match node {
        Node::Entity(entity) => (entity_look(entity.kind), entity.roles.first().unwrap_or(&entity.name).clone()),
        Node::Meeting(meeting) => {
            let (style, color) = pen(meeting.status);
            let look =
                format!("shape=octagon fillcolor=\"#fdf0cf\" style=\"filled,{style}\" color=\"{color}\" penwidth=1.6");
            return writeln!(output, "  n{} [label={label} {look} tooltip={}]", id.0, tip_of(graph, &meeting.reports));
        }
    };
    writeln!(output, "  n{} [label={label} {look} tooltip={}]", id.0, quote(&tip))
}

fn entity_look(kind: crate::resolve::EntityKind) -> &'static str {
    match kind {
        crate::resolve::EntityKind::Person => "shape=box style=\"rounded,filled\" fillcolor=\"#d6e6f5\"",
        crate::resolve::EntityKind::Organization => "shape=box fillcolor=\"#e7def3\"",
        crate::resolve::EntityKind::Place => "shape=ellipse fillcolor=\"#dcefd7\"",
    }
}

fn write_line(output: &mut impl io::Write, graph: &KnowledgeGraph, line: &Line<'_>) -> io::Result<()> {
    let Line { source, target, edge, meetings, n_reports } = line;
    let (style, color) = pen(edge.status);
    let look = match (&edge.kind, edge.status) {
        (EdgeKind::MetWith, Status::Negated) => {
            format!("dir=both arrowhead=tee arrowtail=tee style={style} color=\"{color}\" penwidth=1.6")
        }
        (EdgeKind::MetWith, _) => format!("dir=none style={style} color=\"{color}\" penwidth=2"),
        (EdgeKind::Attended, _) => format!("dir=none style={style} color=\"{color}\" penwidth=1.2"),
        (EdgeKind::HeldAt, _) => format!("arrowhead=dot arrowsize=0.6 style={style} color=\"#5c8a50\""),
        (EdgeKind::SaidAbout, _) => "arrowhead=vee arrowsize=0.6 color=\"#7d93b5\" penwidth=0.8".to_owned(),
        (EdgeKind::SaidTo, _) => {
            "arrowhead=normal arrowsize=0.6 style=dashed color=\"#4a5f8a\" penwidth=0.9".to_owned()
        }
        (EdgeKind::Relation(_), _) => format!("arrowhead=normal style={style} color=\"#7a3d8f\" penwidth=1.4"),
    };
    let label = match &edge.kind {
        EdgeKind::MetWith => met_label(graph, edge, meetings),
        EdgeKind::Attended | EdgeKind::HeldAt => String::new(),
        _ => counted(&edge_verb(edge), *n_reports),
    };
    let reports = meetings.first().map_or(edge.reports.as_slice(), |(_, meeting)| meeting.reports.as_slice());
    writeln!(
        output,
        "  n{} -> n{} [label={} {look} edgetooltip={tip} labeltooltip={tip}]",
        source.0,
        target.0,
        quote(&label),
        tip = tip_of(graph, reports)
    )
}

/// "met 2031-05-04, Geneva" or "met 3 times, 2031-05-04 to 2031-07-01".
fn met_label(graph: &KnowledgeGraph, edge: &Edge, meetings: &[(NodeId, &ResolvedMeeting)]) -> String {
    let verb = edge_verb(edge);
    if let [(_, meeting)] = meetings {
        let place = meeting.place.map(|place| graph.name(NodeId(place)).to_owned());
        let details: Vec<String> = days(meeting.from, meeting.to).into_iter().chain(place).collect();
        return wrap(format!("{verb} {}", details.join(", ")).trim_end());
    }
    let first = meetings.iter().filter_map(|(_, meeting)| meeting.from).min();
    let last = meetings.iter().filter_map(|(_, meeting)| meeting.to).max();
    let times = format!("{verb} {} times", meetings.len());
    days(first, last).map_or(times.clone(), |days| format!("{times}\n{days}"))
}

fn counted(verb: &str, n: usize) -> String {
    if n > 1 { format!("{verb} ×{n}") } else { verb.to_owned() }
}

/// The first sentences and their article, for the pointer.
fn tip_of(graph: &KnowledgeGraph, reports: &[ReportId]) -> String {
    let tip = reports.first().map(|&id| {
        let words = graph.report(id).evidence.first().map(|evidence| evidence.text.as_str()).unwrap_or_default();
        format!("{words} [{}]", graph.article_of(id).id)
    });
    quote(&tip.unwrap_or_default())
}

/// `text` with line breaks after about [`LINE`] letters.
fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > LINE {
            wrapped.push('\n');
            length = 0;
        } else if length > 0 {
            wrapped.push(' ');
            length += 1;
        }
        wrapped.push_str(word);
        length += letters;
    }
    wrapped
}

/// A quoted string of DOT: no escape sequence, entity or control character of `text` is taken for one.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            '\n' => quoted.push_str("\\n"),
            _ if character.is_control() => quoted.push(' '),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// What shapes, colours and lines mean, in a box of its own.
fn write_legend(output: &mut impl io::Write, n_drawn: usize, n_all: usize) -> io::Result<()> {
    let swatch = |color: &str, text: &str| {
        format!("<TR><TD BGCOLOR=\"{color}\" WIDTH=\"34\"></TD><TD ALIGN=\"LEFT\">{text}</TD></TR>")
    };
    let stroke = |status: Status, strokes: &str, text: &str| {
        let (_, color) = pen(status);
        format!("<TR><TD><FONT COLOR=\"{color}\"><B>{strokes}</B></FONT></TD><TD ALIGN=\"LEFT\">{text}</TD></TR>")
    };
    let rows = [
        swatch("#d6e6f5", "person (rounded)"),
        swatch("#e7def3", "organization (square)"),
        swatch("#dcefd7", "place (oval)"),
        swatch("#fdf0cf", "meeting of three or more"),
        stroke(Status::Held, "━━━━", "met"),
        stroke(Status::Planned, "╺ ╺ ╺", "meeting planned"),
        stroke(Status::Possible, "· · · · ·", "meeting possible"),
        stroke(Status::Negated, "┠ ╺ ╺ ┨", "did not or will not meet"),
        "<TR><TD><FONT COLOR=\"#7d93b5\">──▸</FONT></TD><TD ALIGN=\"LEFT\">said something about</TD></TR>".to_owned(),
        "<TR><TD><FONT COLOR=\"#4a5f8a\">- - ▸</FONT></TD><TD ALIGN=\"LEFT\">said something to</TD></TR>".to_owned(),
    ];
    let note = match n_drawn < n_all {
        true => format!(
            "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><I>{n_drawn} of {n_all} links drawn: meetings first,<BR ALIGN=\"LEFT\"/>then the most reported</I><BR ALIGN=\"LEFT\"/></TD></TR>"
        ),
        false => String::new(),
    };
    writeln!(
        output,
        "  legend [shape=plaintext style=\"\" fontsize=9 tooltip=\"Legend\" label=<<TABLE BORDER=\"1\" COLOR=\"#aaaaaa\" CELLBORDER=\"0\" CELLSPACING=\"2\"><TR><TD COLSPAN=\"2\"><B>Legend</B></TD></TR>{}{note}</TABLE>>]",
        rows.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_taken_for_dot() {
        assert_eq!(quote("a \"b\" \\N &lt; \n\u{7}"), "\"a \\\"b\\\" \\\\N &amp;lt; \\n \"");
    }

    #[test]
    fn long_labels_break_between_words() {
        assert_eq!(wrap("Talks, Port Amber on the Sea, 2031-05-04"), "Talks, Port Amber on\nthe Sea, 2031-05-04");
        assert_eq!(wrap(""), "");
    }
}
