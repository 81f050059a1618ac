#!/usr/bin/env python3
"""Writes spaCy's annotations of the texts in texts.json to expected.jsonl. Usage: expect.py SPACY_MODEL"""

import json
import sys
from pathlib import Path

from compare import annotate

HERE = Path(__file__).parent


def main():
    import spacy

    nlp = spacy.load(sys.argv[1])
    texts = json.loads((HERE / "texts.json").read_text(encoding="utf-8"))
    with open(HERE / "expected.jsonl", "w", encoding="utf-8") as stream:
        for number, text in enumerate(texts):
            for row in annotate(nlp, str(number), text):
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
