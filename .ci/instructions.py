#!/usr/bin/env python3
"""Counts the instructions of a fixed small run and compares them with .ci/instructions.json.

    instructions.py BINARY [--update]

Instruction counts do not depend on how busy the machine is, so a slow-down shows here where timing is noise. Fails if the run
needs more than MARGIN over the count that was kept; --update keeps the new count. Needs valgrind; says so and passes without it.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KEPT = Path(__file__).with_name("instructions.json")
ARTICLES = Path(__file__).resolve().parents[1] / "data/articles"
MARGIN = 0.05


def count(command):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
                             capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if not found:
        sys.exit(f"no instruction count from valgrind:\n{run.stderr[-2000:]}")
    return int(found[1])


def main():
    if not shutil.which("valgrind"):
        print("instruction counts: skipped, valgrind is not installed")
        return
    binary = sys.argv[1]
    articles = [str(file) for file in sorted(ARTICLES.glob("*.txt"))[:3]]
    counts = {
        "start": count([binary, "--version"]),
        "parse": count([binary, "parse", "--threads", "1", *articles]),
        "extract": count([binary, "extract", "--threads", "1", *articles]),
    }
    if "--update" in sys.argv:
        KEPT.write_text(json.dumps(counts, indent=1) + "\n")
        return
    kept = json.loads(KEPT.read_text())
    worse = 0
    for name, instructions in counts.items():
        ratio = instructions / kept[name]
        worse += ratio > 1 + MARGIN
        print(f"{name}: {instructions:,} instructions, {100 * ratio - 100:+.1f}% of what was kept")
    if worse:
        sys.exit(f"more than {MARGIN:.0%} over .ci/instructions.json: find the cause, or keep the new count with --update and say why")


if __name__ == "__main__":
    main()
