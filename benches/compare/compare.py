#!/usr/bin/env python3
"""Tokens a second of this program's annotation beside spaCy's: same model, same texts, one thread each, round by round in turn.

Usage: OMP_NUM_THREADS=1 compare.py [--rounds N] [--texts N] [--binary target/release/examples/annotate] SPACY_MODEL FOLDER

Build the other side with `cargo build --release --example annotate`. Ratios are of processor time, so that what else runs on the
machine disturbs less; the ratio of clock time is printed too. Only annotation is timed: both models are loaded and warm.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/release/examples/annotate")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("spacy_model")
    parser.add_argument("folder")
    arguments = parser.parse_args()

    import spacy

    nlp = spacy.load(arguments.spacy_model)
    files = sorted(Path(arguments.folder).glob("*.txt"))[: arguments.texts]
    texts = [open(file, encoding="utf-8", newline="").read() for file in files]
    command = [arguments.binary, arguments.folder, str(arguments.texts)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def theirs():
        start, cpu = time.perf_counter(), time.process_time()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        return tokens, time.perf_counter() - start, time.process_time() - cpu

    def ours():
        other.stdin.write("\n")
        other.stdin.flush()
        tokens, seconds, cpu = other.stdout.readline().split()
        return int(tokens), float(seconds), float(cpu)

    theirs(), ours()
    ratios = {"clock": [], "processor": []}
    print("round   spaCy tokens/s   rapporteur tokens/s   ratio   (processor time; clock time in brackets)")
    for number in range(1, arguments.rounds + 1):
        their_tokens, their_seconds, their_cpu = theirs()
        our_tokens, our_seconds, our_cpu = ours()
        if their_tokens != our_tokens:
            sys.exit(f"{their_tokens} tokens are not {our_tokens}")
        ratios["clock"].append(their_seconds / our_seconds)
        ratios["processor"].append(their_cpu / our_cpu)
        print(f"{number:5}   {their_tokens / their_cpu:9,.0f} ({their_tokens / their_seconds:,.0f})"
              f"   {our_tokens / our_cpu:9,.0f} ({our_tokens / our_seconds:,.0f})"
              f"   {ratios['processor'][-1]:.1f} ({ratios['clock'][-1]:.1f})")
    for what, values in ratios.items():
        print(f"{what} time: median {statistics.median(values):.1f} times spaCy, lowest {min(values):.1f}")


if __name__ == "__main__":
    main()
