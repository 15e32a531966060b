"""
Short texts that the static table is taught on: what WordNet says of words, and questions made of its words.

What they say is beside the point ("should I sport the cold feet or the red fox"): the encoder says where each of them
points, and the table learns to point there. Nothing is drawn from a base or a question set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# {n} noun, {ns} its plural, {m} another noun, {v} verb, {a} and {b} adjectives, {p} and {q} proper names, {y} a year.
_OF_NOUNS = """
what is a {n}|what are {ns}|where can i find a {n}|how much does a {n} cost|who invented the {n}|tell me about {ns}
is a {n} the same as a {m}|what is the {n} of the {m}|how many {ns} are there|how many {ns} does a {m} have
why do people need a {n}|when was the first {n}|the {n} of a {m}|{n} and {m}|{n} {m}|{a} {n}|what does {n} mean
find me a {n} near the {m}|show me the {n}|my {n} is {a}|i need help with my {n}|do you have any {ns}
i would like a {a} {n}|can i get a {n} without a {m}|which {n} is the most {a}|how big is the {n}|how old is the {n}
history of the {n}|list of {ns}|is the {n} {a}|was the {n} ever {a}|who is in charge of the {n}|name of the {n}
what happened to the {n}|what colour is a {n}|when does the {n} start|how long does the {n} last|{n} vs {m}
any news about the {n}|the {n} did not arrive|why is my {n} so {a}|where was the {n} made|what kind of {n} is it
difference between a {n} and a {m}|how far is the {n} from the {m}|what's the {n}|whats the best {n}|a {n} for my {m}
please check my {n}|i lost my {n}|the {a} {n} with the {m}|two {ns} and a {m}|is there a {n} in the {m}|{n} price
{n} date|{n} today|next {n}|last {n}|number of {ns} in the {m}|cause of the {n}|effect of {n} on {m}
who owns the {n}|are {ns} {a}|i want to know more about the {n}|what time is the {n}|who won the {n}
what role did the {n} play in the {m}
"""
_OF_VERBS = """
how do i {v} a {n}|how to {v} the {n}|can you {v} my {n}|please {v} the {n}|{v} the {n}|don't {v} the {n}
remind me to {v} the {n}|when did they {v} the {n}|why did he {v} the {n}|who will {v} the {n}|did the {n} {v}
will the {n} {v} the {m}|is it safe to {v} a {n}|i want to {v} a {n}|i can't {v} my {n}|why won't it {v}
what happens if you {v} a {n}|should i {v} the {n} or the {m}|they {v} every day|she wants to {v} the {m} with a {n}
has anyone tried to {v} the {n}|where do people {v} {ns}|how often do you {v} the {n}|what does it mean to {v}
to {v} a {n}|{v} {n} {m}|could you help me {v} this {n}|how many times did he {v} the {n}|is he allowed to {v} it
who was the first to {v} the {n}|the {n} began to {v}|stop trying to {v} the {n}|let me {v} the {n} again
why was nobody able to {v} the {n}
"""
_OF_NAMES = """
who is {p}|who was {p}|where is {p}|when was {p} born|what is {p} known for|what happened in {p}|tell me about {p}
how did {p} {v} the {n}|did {p} visit {q}|when did {p} and {q} {v} the {n}|relations between {p} and {q}
the {n} of {p}|{p} {n}|{p} and {q}|weather in {p}|how far is {p} from {q}|what is the capital of {p}|who leads {p}
why did {p} {v} {q}|is {p} in {q}|what did {p} say about the {n}|how many {ns} does {p} have|flights from {p} to {q}
news from {p}|{p}'s {n}|{p} {y}|what happened in {p} in {y}|{n} in {p}|the {y} {n}|{p} sent {ns} to {q}
{p} refused to {v} the {n}|when was the {n} in {p}|was {p} the first to {v} the {n}|did {p} ever {v} the {n}
which {n} did {p} {v} in {y}|treaty between {p} and {q}|{p}'s role in the {n}|how long was {p} in {q}
"""
_OF_ADJECTIVES = """
is it {a}|why is it so {a}|how {a} is the {n}|something {a} and {b}|the most {a} {n}|it was {a}|are you {a}
make it more {a}|that is not {a}|a {a} {b} {n}|what makes a {n} {a}|feeling {a}|too {a} for a {n}
"""
_SHARES = {_OF_NOUNS: 0.42, _OF_VERBS: 0.25, _OF_NAMES: 0.25, _OF_ADJECTIVES: 0.08}
_LEADS = ("hey ", "please ", "so ", "can you tell me ", "i want to know ", "do you know ", "ok ", "just ")
_LED = 0.12
_YEARS = range(1900, 2027)
# A lemma is drawn the more often the earlier its rarest word stands in the vocabulary: up to the place, this often.
_OFTEN = ((3_000, 1.0), (10_000, 0.7), (30_000, 0.4))
_SELDOM = 0.08
_LEMMA = re.compile(r"[A-Za-z' .-]+")
_MOST_WORDS = 3


@dataclass
class _Lemmas:
    """Words of one kind to draw from, with how often each is drawn."""

    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, word: str, weight: float) -> None:
        self.words.append(word)
        self.weights.append((self.weights[-1] if self.weights else 0.0) + weight)

    def draw(self, draw: random.Random) -> str:
        return draw.choices(self.words, cum_weights=self.weights)[0]


def training_texts(wordnet: Path, vocabulary: Mapping[str, int], questions: int, draw: random.Random) -> list[str]:
    """
    Definitions and examples from *wordnet*, the folder of its database, and as many *questions*; each once.

    Args:
        vocabulary: The place of each piece of the table, by which words are common or rare.
    """
    kinds = {name: _Lemmas() for name in "nvap"}
    texts: list[str] = []
    for kind, file in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("", "adv")):
        for lemmas, definition, examples in _synsets(wordnet / f"data.{file}"):
            texts += (draw.choice((definition, f"{lemmas[0]}: {definition}", f"{lemmas[0]} {definition}")), *examples)
            for lemma in lemmas if kind else ():
                if _LEMMA.fullmatch(lemma) and len(lemma.split()) <= _MOST_WORDS:
                    kinds["p" if lemma[0].isupper() else kind].add(lemma, _often(lemma, vocabulary))
    texts += (_question(kinds, draw) for _ in range(questions))
    return sorted({text.strip() for text in texts})


def _synsets(file: Path) -> Iterator[tuple[Sequence[str], str, Sequence[str]]]:
    """The lemmas, the definition and the examples of each synset; the form is in WordNet's wndb(5)."""
    for line in file.read_text("utf-8", "replace").splitlines():
        if not line.startswith("  "):
            numbers, _, gloss = line.partition(" | ")
            parts = numbers.split()
            lemmas = [parts[4 + 2 * at].split("(")[0].replace("_", " ") for at in range(int(parts[3], 16))]
            yield lemmas, re.sub(r'"[^"]*"', "", gloss).strip(" ;"), re.findall(r'"([^"]{8,200})"', gloss)


def _often(lemma: str, vocabulary: Mapping[str, int]) -> float:
    rarest = max(vocabulary.get(word, 1 << 20) for word in lemma.lower().split())
    return next((often for place, often in _OFTEN if rarest < place), _SELDOM)


def _question(kinds: Mapping[str, _Lemmas], draw: random.Random) -> str:
    group = draw.choices(list(_SHARES), list(_SHARES.values()))[0]
    form = draw.choice(group.strip().replace("\n", "|").split("|"))
    noun = kinds["n"].draw(draw)
    words = {name: kinds[kind].draw(draw) for name, kind in zip("mvabpq", "nvaapp", strict=True)}
    lead = draw.choice(_LEADS) if draw.random() < _LED else ""
    return lead + form.format(n=noun, ns=noun if noun.endswith("s") else f"{noun}s", y=draw.choice(_YEARS), **words)
