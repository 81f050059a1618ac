#!/usr/bin/env python3
"""How much faster two threads are than one, beside what the machine allows: two processes of one thread at the same time.

    cargo build --release && python3 benches/scale/threads.py [--rounds N] [--binary target/release/rapporteur] FOLDER

Each round runs `build` on FOLDER with one thread, with two, and twice at once with one each; what starts and ends a run on one
thread (loading, joining, writing) is in all of them. Standard library only.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def seconds(commands):
    start = time.perf_counter()
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    codes = [process.wait() for process in running]
    assert not any(codes), codes
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--binary", default=str(ROOT / "target/release/rapporteur"))
    parser.add_argument("folder")
    arguments = parser.parse_args()
    ratios, ceilings = [], []
    with tempfile.TemporaryDirectory() as folder:
        def build(threads, name="a"):
            return [arguments.binary, "build", "--threads", str(threads), arguments.folder, "-o", str(Path(folder, name))]

        seconds([build(2)])
        print("round   1 thread   2 threads   2 processes   faster by   ceiling")
        for number in range(1, arguments.rounds + 1):
            one, two, both = seconds([build(1)]), seconds([build(2)]), seconds([build(1), build(1, "b")])
            ratios.append(one / two)
            ceilings.append(2 * one / both)
            print(f"{number:5} {one:9.2f} s {two:9.2f} s {both:11.2f} s   {ratios[-1]:9.2f} {ceilings[-1]:9.2f}", flush=True)
    print(f"two threads: median {statistics.median(ratios):.2f} times one, best {max(ratios):.2f};"
          f" two processes: median {statistics.median(ceilings):.2f}")


if __name__ == "__main__":
    main()
