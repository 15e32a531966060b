"""The folder that a site is written to: what was written there before is replaced, and nothing else is touched."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bot.core.errors import BadSite
from bot.core.texts import visible

MANIFEST = ".footnote-site"
"""The file in which a site's folder says which files are ours to replace and to remove."""

_HEAD = "Written by footnote site, which replaces and removes these files and no others:"
# A path below the folder: no part of it may lead up, be hidden, or mean anything to a system.
_PATH = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*", re.ASCII)


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """
    Write *files*, by their paths, to *folder*, and remove what an earlier site had there and this one has not.

    A file that did not change is left as it is. Each takes its place whole; the manifest names all that may be there at
    any moment, so that a later run puts right what an interruption leaves.

    Raises:
        BadSite: Something else is in the way; nothing was written.
        OSError: The disk refuses.
    """
    before = _written_before(folder)
    _refuse_strangers(folder, files, before)
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder, MANIFEST, _manifest({*files, *before}))
    for path, body in sorted(files.items()):
        _put(folder, path, body)
    _remove(folder, before - files.keys())
    _put(folder, MANIFEST, _manifest(files))


def _written_before(folder: Path) -> frozenset[str]:
    """The paths that an earlier site has in *folder*; none where there is no such folder, or an empty one."""
    shown = visible(str(folder))
    if not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir())):
        return frozenset()
    manifest = folder / MANIFEST
    if manifest.is_symlink() or not manifest.is_file():
        raise BadSite(f"{shown} is there and holds no site of ours; name a new folder, or an empty one")
    head, *paths = manifest.read_text("utf-8", errors="replace").splitlines() or [""]
    if head != _HEAD or not all(_PATH.fullmatch(path) for path in paths):
        raise BadSite(f"{shown}/{MANIFEST} is not as it was written; name a new folder, or empty this one")
    return frozenset(paths)


def _refuse_strangers(folder: Path, files: Iterable[str], before: Collection[str]) -> None:
    """Refuse where a file of somebody else, or a link that leads elsewhere, stands in the place of one of *files*."""
    for path in sorted({*files, *before}):
        if not _PATH.fullmatch(path):
            raise BadSite(f"An entry would be written to '{visible(path)}', which is no path of a site; rename its id")
        file = folder / path
        links = [place for place in (file, *file.parents) if place.is_relative_to(folder) and place != folder]
        linked = next((place for place in links if place.is_symlink()), None)
        if linked or (path not in before and os.path.lexists(file)):
            raise BadSite(
                f"{visible(str(linked or file))} is there and is not ours; move it away, or name a new folder"
            )


def _put(folder: Path, path: str, body: bytes) -> None:
    """Have *body* at *path*: whole, or as it was."""
    target = folder / path
    if target.is_file() and target.read_bytes() == body:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{secrets.token_hex(8)}.new")
    try:
        fresh.write_bytes(body)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove the files at *paths*, and the folders that this leaves empty."""
    for path in sorted(paths):
        file = folder / path
        file.unlink(missing_ok=True)
        for place in file.relative_to(folder).parents:
            if place != Path() and (folder / place).is_dir() and not any((folder / place).iterdir()):
                (folder / place).rmdir()


def _manifest(paths: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in (_HEAD, *sorted(paths))).encode()
