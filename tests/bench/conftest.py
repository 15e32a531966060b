"""A small encoder for all that is measured here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.encoders import write_encoder


@pytest.fixture(autouse=True, scope="session")
def _encoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTNOTE_MODEL", str(write_encoder(tmp_path_factory.mktemp("encoder"))))
        yield
