"""The folder of a site: what was written before is replaced, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.errors import BadSite
from bot.site.folder import MANIFEST, write_site

OLD = {"index.html": b"old", "e/treaty/index.html": b"the treaty"}


def files(folder: Path) -> dict[str, bytes]:
    """What is in *folder*, but for the manifest."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found if file.name != MANIFEST}


def test_a_site_is_written_to_a_new_folder(tmp_path: Path) -> None:
    write_site(OLD, tmp_path / "made" / "site")

    assert files(tmp_path / "made" / "site") == OLD


def test_a_site_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)

    write_site({"index.html": b"new", "about/index.html": b"about"}, tmp_path)

    assert files(tmp_path) == {"index.html": b"new", "about/index.html": b"about"}
    assert not (tmp_path / "e").exists()


def test_a_file_of_somebody_else_stays(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    (tmp_path / "CNAME").write_text("facts.example")
    (tmp_path / "e" / "treaty" / "notes.txt").write_text("mine")

    write_site({"index.html": b"new"}, tmp_path)

    assert files(tmp_path) == {"index.html": b"new", "CNAME": b"facts.example", "e/treaty/notes.txt": b"mine"}


def test_a_file_that_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    before = (tmp_path / "index.html").stat().st_ino

    write_site({**OLD, "e/treaty/index.html": b"new"}, tmp_path)

    assert (tmp_path / "index.html").stat().st_ino == before


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(BadSite, match="is there and holds no site of ours; name a new folder, or an empty one"):
        write_site(OLD, tmp_path)

    assert files(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")

    with pytest.raises(BadSite, match="holds no site of ours"):
        write_site(OLD, tmp_path / "site")


def test_a_strangers_file_in_the_place_of_a_page_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.html").write_text("mine")

    with pytest.raises(BadSite, match=r"about/index\.html is there and is not ours"):
        write_site({"index.html": b"new", "about/index.html": b"about"}, tmp_path)

    assert files(tmp_path) == {**OLD, "about/index.html": b"mine"}


@pytest.mark.parametrize("line", ["../thesis.txt", "/etc/passwd", "e/../../thesis.txt", ".git/config", ""])
def test_a_manifest_that_names_what_is_not_of_a_site_is_refused(tmp_path: Path, line: str) -> None:
    site = tmp_path / "site"
    (tmp_path / "thesis.txt").write_text("years of work")
    write_site(OLD, site)
    with (site / MANIFEST).open("a") as manifest:
        manifest.write(f"{line}\n")

    with pytest.raises(BadSite, match="is not as it was written"):
        write_site({"index.html": b"new"}, site)

    assert (tmp_path / "thesis.txt").exists()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    write_site(OLD, site)
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("mine")
    for file in (site / "e" / "treaty").iterdir():
        file.unlink()
    (site / "e" / "treaty").rmdir()
    (site / "e" / "treaty").symlink_to(elsewhere)

    with pytest.raises(BadSite, match="e/treaty is there and is not ours"):
        write_site({"index.html": b"new"}, site)

    assert files(elsewhere) == {"index.html": b"mine"}


@pytest.mark.parametrize("path", ["../out.html", "/out.html", "e/../../out.html", "e//x.html", "e/.git/x", "e/A.html"])
def test_a_path_that_leads_elsewhere_is_never_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(BadSite, match="is no path of a site"):
        write_site({path: b"out"}, tmp_path / "site")

    assert files(tmp_path) == {}


def test_what_an_interruption_left_is_put_right_by_the_next_run(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    with pytest.raises(TypeError):
        write_site({"about.html": b"about", "broken.html": None}, tmp_path)  # type: ignore[dict-item]
    assert files(tmp_path) == {**OLD, "about.html": b"about"}

    write_site({"index.html": b"newest"}, tmp_path)

    assert files(tmp_path) == {"index.html": b"newest"}
