#!/usr/bin/env python3
"""Measure extraction on annotated articles and compare with the floors that it must not fall under.

    floors.py BINARY SHARED [--raise]

SHARED holds gold/ and, if there, polnear/, each with articles and a score.py. floors.json beside this script holds the
lowest value allowed for each measure; --raise lifts each floor to what is reached now (never lowers one).
Standard library only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# A floor is set this much under what was reached, so that a tie that falls the other way is no failure.
SLACK = 0.002


def extract(binary, articles, target):
    """Write the records of all articles; exit status 1 would mean that there was none."""
    with open(target, "wb") as stream:
        done = subprocess.run([binary, "extract", str(articles)], stdout=stream)
    if done.returncode != 0:
        sys.exit(f"extract {articles} ended with status {done.returncode}")


def scores(scorer, gold, records):
    done = subprocess.run([sys.executable, scorer, gold, records, "--json"], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def measure(binary, shared, folder):
    """{measure: value between 0 and 1}"""
    out = {}
    gold = shared / "gold"
    records = pathlib.Path(folder, "gold.jsonl")
    extract(binary, gold / "articles", records)
    for name, score in scores(gold / "score.py", gold / "articles", records).items():
        out[f"gold {name}"] = score["f1"]
        if name == "met":
            out["gold met precision"] = score["precision"]
    polnear = shared / "polnear"
    if (polnear / "train" / "text").is_dir():
        records = pathlib.Path(folder, "polnear.jsonl")
        extract(binary, polnear / "train" / "text", records)
        for name, score in scores(polnear / "score.py", polnear / "train", records).items():
            if isinstance(score, dict) and "F1" in score:
                out[f"polnear {name}"] = score["F1"] / 100
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    arguments = parser.parse_args()
    path = HERE / "floors.json"
    floors = json.loads(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        reached = measure(arguments.binary, arguments.shared, folder)
    failed = []
    print(f"{'measure':<28}{'reached':>9}{'floor':>9}")
    for name, value in reached.items():
        floor = floors.get(name, 0.0)
        mark = ""
        if value < floor:
            failed.append(name)
            mark = "  UNDER THE FLOOR"
        print(f"{name:<28}{value:9.3f}{floor:9.3f}{mark}")
    if arguments.lift:
        lifted = {name: max(floors.get(name, 0.0), round(max(0.0, value - SLACK), 3)) for name, value in reached.items()}
        path.write_text(json.dumps({**floors, **lifted}, indent=1) + "\n", encoding="utf-8")
    if failed:
        sys.exit("under the floor: " + ", ".join(failed))


if __name__ == "__main__":
    main()
