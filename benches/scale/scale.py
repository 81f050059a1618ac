#!/usr/bin/env python3
"""Builds graphs of more and more articles and prints time, words a second and memory.

    cargo build --release && python3 benches/scale/scale.py [--sizes 1000,10000,100000] [--binary target/release/rapporteur]

The articles are made by recombining the paragraphs of data/articles, each article with people's names of its own drawn from
invented name parts, so that the graph grows as it would on real news. The same seed makes the same articles. Standard library only.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GIVEN = "Ada Boro Celine Dario Elka Fenn Gita Hanno Ilse Joren Katya Lenn Mira Nils Oda Petr Rosa Sten Tove Viggo".split()
ONSETS = "Br D Fal Gr H K L Mar N Or P R St T V".split()
MIDDLES = "a an ar e el en i il o ol or u un".split()
ENDS = "berg dahl dottir feld gaard holm kova lund mann nes rud sen strand vik".split()
NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-zà-ÿ]+)\b")


def surname(rng):
    return rng.choice(ONSETS) + rng.choice(MIDDLES) + rng.choice(ENDS)


def paragraphs():
    for file in sorted((ROOT / "data/articles").glob("*.txt")):
        text = file.read_text(encoding="utf-8", errors="replace")
        found = [p for p in text.split("\n\n") if len(p.split()) > 15]
        if found:
            yield found


def people(binary):
    """Full names of the people in the sample articles."""
    lines = subprocess.run([binary, "extract", str(ROOT / "data/articles")], capture_output=True, text=True).stdout.splitlines()
    names = {e["name"] for line in lines for e in json.loads(line)["entities"] if e["type"] == "person"}
    return sorted(n for n in names if len(n.split()) == 2)


def article(rng, sources, names):
    body = []
    for source in rng.sample(sources, 2):
        start = rng.randrange(len(source))
        body += source[start:start + 5]
    text = "\n\n".join(body)
    for name in names:
        given, last = name.split()
        if last in text:
            new = surname(rng)
            text = re.sub(rf"\b{re.escape(name)}\b", f"{rng.choice(GIVEN)} {new}", text)
            text = re.sub(rf"\b{re.escape(last)}\b", new, text)
    return text


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return time.perf_counter() - start, usage.ru_maxrss * 1024, before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--binary", default=str(ROOT / "target/release/rapporteur"))
    arguments = parser.parse_args()
    sources, names = list(paragraphs()), people(arguments.binary)
    print(f"{'articles':>9} {'words':>11} {'seconds':>8} {'words/s':>9} {'peak MiB':>9} {'graph MiB':>9} {'who-met ms':>10}")
    for size in map(int, arguments.sizes.split(",")):
        rng = random.Random(size)
        with tempfile.TemporaryDirectory() as folder:
            corpus, graph = Path(folder, "articles.jsonl"), Path(folder, "graph.json")
            words = 0
            with corpus.open("w", encoding="utf-8") as out:
                for index in range(size):
                    text = article(rng, sources, names)
                    words += len(text.split())
                    date = f"20{31 + index * 4 // size}-{1 + index % 12:02}-{1 + index % 28:02}"
                    out.write(json.dumps({"id": f"a{index}", "date": date, "text": text}) + "\n")
            seconds, peak, _ = run([arguments.binary, "build", str(corpus), "-o", str(graph)])
            query = min(query_seconds(arguments.binary, graph) for _ in range(5))
            print(f"{size:>9} {words:>11} {seconds:>8.1f} {words / seconds:>9,.0f} {peak / 2**20:>9.0f} "
                  f"{graph.stat().st_size / 2**20:>9.1f} {1000 * query:>10.0f}", flush=True)


def query_seconds(binary, graph):
    start = time.perf_counter()
    subprocess.run([binary, "who-met", "Geneva", "--graph", str(graph)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
