#!/usr/bin/env python3
"""Compares the annotations of `rapporteur parse` with those of spaCy on the same texts.

Usage: compare.py [--binary RAPPORTEUR] [--file-model FILE] [--oracle FILE.jsonl] [--limit TOKENS] [--show N] SPACY_MODEL PATH...

SPACY_MODEL is a pipeline's folder or package name, PATH are files or folders of .txt files. Tokens are aligned by their offsets;
each annotation is compared on the tokens that both sides have. With --oracle, spaCy's annotations (in the format of `parse`) are
read from a file instead of made, or written there if it does not exist. Exit status 1 if a target is missed.
"""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

TARGETS = {"tokens": 0.9999, "tag": 0.999, "pos": 0.999, "lemma": 0.999, "head": 0.999, "dep": 0.999, "sent_start": 0.999,
           "ent": 0.999}


def text_files(paths):
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.txt")) if path.is_dir() else [path]


def annotate(nlp, article, text):
    for token in nlp(text):
        ent = "O" if token.ent_iob_ == "O" or not token.ent_type_ else f"{token.ent_iob_}-{token.ent_type_}"
        yield {"article": article, "start": token.idx, "end": token.idx + len(token.text), "tag": token.tag_,
               "pos": token.pos_, "lemma": token.lemma_, "head": token.head.i, "dep": token.dep_,
               "sent_start": bool(token.is_sent_start), "ent": ent}


def spacy_rows(model, files):
    import spacy

    nlp = spacy.load(model)
    for file in files:
        yield from annotate(nlp, file.stem, read(file))


def read(file):
    with open(file, encoding="utf-8", newline="") as stream:
        return stream.read().removeprefix("\ufeff")


def oracle_rows(arguments, files):
    if arguments.oracle and Path(arguments.oracle).exists():
        wanted = {file.stem for file in files}
        rows = (json.loads(line) for line in open(arguments.oracle, encoding="utf-8"))
        return [row for row in rows if row["article"] in wanted]
    rows = list(spacy_rows(arguments.spacy_model, files))
    if arguments.oracle:
        with open(arguments.oracle, "w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return rows


def by_article(rows):
    articles = defaultdict(list)
    for row in rows:
        articles[row["article"]].append(row)
    return articles


def compare(files, expected, found, show):
    counts = defaultdict(lambda: [0, 0])
    shown = defaultdict(int)

    def count(what, same, explain):
        counts[what][0] += same
        counts[what][1] += 1
        if not same and shown[what] < show:
            shown[what] += 1
            print(f"  {what}: {explain()}")

    for file in files:
        text = read(file)
        ours = {(row["start"], row["end"]): row for row in found[file.stem]}
        place_of = {index: (row["start"], row["end"]) for index, row in enumerate(found[file.stem])}
        theirs = expected[file.stem]
        for row in theirs:
            place = (row["start"], row["end"])
            form = text[place[0]:place[1]]
            where = f"{file.stem} {place[0]} {form!r} in {text[max(0, place[0] - 40):place[1] + 40]!r}"
            count("tokens", place in ours, lambda: where)
            if place not in ours:
                continue
            our = ours[place]
            for what in ("tag", "pos", "lemma", "dep", "sent_start", "ent"):
                count(what, our[what] == row[what], lambda: f"{our[what]!r} for {row[what]!r}, {where}")
            head = theirs[row["head"]]
            same = place_of[our["head"]] == (head["start"], head["end"])
            count("head", same, lambda: f"{place_of[our['head']]} for {(head['start'], head['end'])}, {where}")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/release/rapporteur")
    parser.add_argument("--file-model", help="use this model file in place of the built-in one")
    parser.add_argument("--oracle", help="file of spaCy's annotations: read if it exists, else written")
    parser.add_argument("--limit", type=int, default=0, help="stop after so many tokens of spaCy")
    parser.add_argument("--show", type=int, default=0, help="print so many differences of each kind")
    parser.add_argument("spacy_model")
    parser.add_argument("paths", nargs="+")
    arguments = parser.parse_args()
    files = list(text_files(arguments.paths))
    expected = by_article(oracle_rows(arguments, files))
    if arguments.limit:
        total, kept = 0, []
        for file in files:
            if total >= arguments.limit:
                break
            kept.append(file)
            total += len(expected[file.stem])
        files = kept
    command = [arguments.binary, "parse", "--format", "jsonl", "--threads", "1"]
    if arguments.file_model:
        command += ["--model", arguments.file_model]
    output = subprocess.run(command + [str(file) for file in files], check=True, stdout=subprocess.PIPE).stdout
    found = by_article(json.loads(line) for line in output.decode("utf-8").splitlines())
    counts = compare(files, expected, found, arguments.show)
    missed = False
    print(f"{len(files)} texts, {counts['tokens'][1]} tokens")
    for what, target in TARGETS.items():
        same, total = counts[what]
        share = same / total if total else 1.0
        missed |= share < target
        print(f"{what:<11} {share:9.4%}  {total - same} of {total} differ{'' if share >= target else '  (target ' + format(target, '.2%') + ')'}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
