"""The pages: sound HTML, whatever an entry holds, with no broken link and nothing fetched from elsewhere."""

from __future__ import annotations

import datetime
import json
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

import pytest

from bot.config import SHIPPED_KNOWLEDGE
from bot.core.dates import parse
from bot.core.entry import Citation, Kind, Rank, Source
from bot.service.archive import Archive
from bot.service.upkeep import load_packs
from bot.site.pages import site_files
from tests.site.bases import (
    ADDRESS,
    HARM,
    LONG,
    RIGHT_TO_LEFT,
    SOURCE,
    TODAY,
    archive,
    claim,
    entry,
    hostile,
    pack,
    recorded,
    revision,
)
from tests.site.reading import Page, faults, pages, read, target, text_of

SITES = ("shipped", "hostile", "empty")


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, bytes]]:
    """The files of the shipped base with an address, of a hostile one and of an empty one without."""
    return {
        "shipped": site_files(Archive.of_packs(load_packs(SHIPPED_KNOWLEDGE)), TODAY, ADDRESS),
        "hostile": site_files(hostile(), TODAY, None),
        "empty": site_files(archive(), TODAY, None),
    }


@pytest.fixture(scope="module")
def parsed(sites: dict[str, dict[str, bytes]]) -> dict[str, dict[str, Page]]:
    """Their pages."""
    return {name: {path: read(path, body) for path, body in pages(files)} for name, files in sites.items()}


def page(of: Archive, path: str = "e/treaty/", *, today: datetime.date = TODAY, address: str | None = None) -> Page:
    """One page of the site of *of*."""
    return read(f"{path}index.html", site_files(of, today, address)[f"{path}index.html"])


@pytest.mark.parametrize("name", SITES)
def test_every_page_keeps_the_rules_of_html(sites: dict[str, dict[str, bytes]], name: str) -> None:
    found = {path: faults(body) for path, body in pages(sites[name])}

    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("name", SITES)
def test_every_link_leads_to_a_file_and_every_anchor_is_there(
    sites: dict[str, dict[str, bytes]], parsed: dict[str, dict[str, Page]], name: str
) -> None:
    base = "/base" if name == "shipped" else ""
    anchors = {path: {"", *one.ids} for path, one in parsed[name].items()}
    broken = [
        f"{path}: {link}"
        for path, one in parsed[name].items()
        for link in (*one.links, *one.fetched)
        for found in [target(one, link, base)]
        if found and (found[0] not in sites[name] or found[1] not in anchors.get(found[0], {""}))
    ]

    assert broken == []


@pytest.mark.parametrize("name", SITES)
def test_every_page_can_be_reached_from_the_start(parsed: dict[str, dict[str, Page]], name: str) -> None:
    waiting, reached = ["index.html"], {"index.html", "404.html", "e/gone/index.html", "search/index.html"}
    while waiting:
        one = parsed[name][waiting.pop()]
        found = {place[0] for link in one.links if (place := target(one, link, "")) and place[0] in parsed[name]}
        waiting += found - reached
        reached |= found

    assert parsed[name].keys() - reached == set()


@pytest.mark.parametrize("name", SITES)
def test_nothing_is_fetched_from_elsewhere(
    sites: dict[str, dict[str, bytes]], parsed: dict[str, dict[str, Page]], name: str
) -> None:
    fetched = {link for one in parsed[name].values() for link in one.fetched}
    style = sites[name]["assets/site.css"].decode()

    assert [link for link in fetched if re.match(r"[a-z]+:|//", link)] == []
    assert not re.search(r"url\(|@import", style)


@pytest.mark.parametrize("name", SITES)
def test_the_policy_of_every_page_lets_no_script_or_style_in_it_run(
    parsed: dict[str, dict[str, Page]], name: str
) -> None:
    for one in parsed[name].values():
        [policy] = [meta.get("content") for meta in one.all("meta") if meta.get("http-equiv")]
        assert policy == "default-src 'self'; base-uri 'none'; form-action 'self'"
        assert one.all("style") == []
        assert [
            tag for tag in one.all() if "style" in tag.attrib or any(key.startswith("on") for key in tag.attrib)
        ] == []
        assert {script.get("type") for script in one.all("script") if "src" not in script.attrib} <= {
            "application/ld+json"
        }


@pytest.mark.parametrize("name", SITES)
def test_every_page_has_what_a_screen_reader_goes_by(parsed: dict[str, dict[str, Page]], name: str) -> None:
    for path, one in parsed[name].items():
        levels = [int(tag.tag[1]) for tag in one.all("h1", "h2", "h3")]
        assert (one.root.get("lang"), one.root.get("dir")) == ("en", "ltr")
        assert Counter(tag.tag for tag in one.all("main", "h1")) == {"main": 1, "h1": 1}, path
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert one.links[0] == "#main"
        assert [found for found, count in Counter(one.ids).items() if count > 1] == []
        assert {tag.get("id") for tag in one.all("input")} <= {label.get("for") for label in one.all("label")}
        assert all("".join(link.itertext()).strip() for link in one.all("a")), path
        assert one.all("title")[0].text


@pytest.mark.parametrize("name", SITES)
def test_only_public_pages_of_the_web_are_linked(parsed: dict[str, dict[str, Page]], name: str) -> None:
    schemes = {link.partition(":")[0] for one in parsed[name].values() for link in one.links if ":" in link}

    assert schemes <= {"http", "https"}


def test_a_hostile_text_is_shown_as_it_was_typed(parsed: dict[str, dict[str, Page]]) -> None:
    shown = parsed["hostile"]["e/harm/index.html"]
    heading = "".join(shown.all("h1")[0].itertext())

    assert heading == HARM.replace("\u2028", "")
    assert LONG in shown.text


def test_a_text_from_right_to_left_says_so_and_turns_nothing_around_it(parsed: dict[str, dict[str, Page]]) -> None:
    [heading] = parsed["hostile"]["e/right-to-left/index.html"].all("h1")

    assert heading.get("dir") == "auto"
    assert heading.text == RIGHT_TO_LEFT.replace("\u202e", "").replace("\u202c", "")


def test_texts_of_a_pack_in_another_language_say_which() -> None:
    of = Archive.of_packs([pack(entry(question="언제?"), language="ko")])

    shown = page(of)

    assert [tag.get("lang") for tag in shown.all("h1", "html")] == ["en", "ko"]


@pytest.mark.parametrize("name", ["shipped", "hostile"])
def test_every_entry_in_force_is_told_to_machines(parsed: dict[str, dict[str, Page]], name: str) -> None:
    for path, one in parsed[name].items():
        if not path.startswith("e/") or path == "e/gone/index.html":
            continue
        [script] = [tag for tag in one.all("script") if tag.get("type") == "application/ld+json"]
        question = json.loads(script.text or "")["mainEntity"]
        assert (
            question["name"].replace("\u2028", "").replace("\u202e", "").replace("\u202c", "") == one.all("h1")[0].text
        )
        assert question["acceptedAnswer"]["text"]
        assert all(cited["name"] and cited["publisher"]["name"] for cited in question["acceptedAnswer"]["citation"])


def test_the_same_base_on_the_same_day_gives_the_same_bytes(sites: dict[str, dict[str, bytes]]) -> None:
    again = site_files(Archive.of_packs(load_packs(SHIPPED_KNOWLEDGE)), TODAY, ADDRESS)

    assert again == sites["shipped"]


def test_an_answer_shows_when_as_of_and_who_says_so() -> None:
    of = entry("treaty", claim("It held.", date=parse("1961-07"), as_of=parse("2025-09-04")))

    text = page(archive(of)).text

    assert "It held.1 When July 1961 As of 4 September 2025" in text
    assert "The Gazette, A day in Beijing Published 4 September 2025 · news" in text
    assert "says so (paragraph 2)" in text


def test_a_source_is_shown_with_all_that_is_known_of_it() -> None:
    source = Source("cited", "P", "T", SOURCE.url, None, parse("2026-11-23"), "A. Uthor", language="ja")
    of = entry("treaty", claim(citations=(Citation(source, "says so"),)))

    assert (
        "P, T, by A. Uthor Undated · read 23 November 2026 · news · language: ja · all that rests on it"
        in page(archive(of)).text
    )


def test_rivals_stand_side_by_side_with_rank_and_reason() -> None:
    of = entry(
        "treaty",
        claim("One.", rank=Rank.PREFERRED, reason="It saw it."),
        claim("Two.", reason="It heard of it."),
        claim("Three.", rank=Rank.DEPRECATED, reason="It was made up."),
    )

    shown = page(archive(of))

    [side_by_side] = [tag for tag in shown.all("div") if tag.get("class") == "accounts"]
    assert [text_of(one) for one in side_by_side] == [
        "Preferred account One.1 Why it stands so It saw it.",
        "Another account Two.1 Why it stands so It heard of it.",
        "Deprecated account Three.1 Why it stands so It was made up.",
    ]


def test_rivals_of_which_none_is_preferred_are_said_to_be_that() -> None:
    of = entry("treaty", claim("One.", reason="Why one."), claim("Two.", reason="Why two."))

    assert "Sources differ, and none is clearly better One account One.1" in page(archive(of)).text


def test_an_earlier_count_stands_below_the_newest_and_is_no_rival() -> None:
    first = claim("He came twice.", as_of=parse("2018-05"), series="visits")
    newest = claim("He came five times.", as_of=parse("2025-09"), series="visits")

    text = page(archive(entry("treaty", first, newest))).text

    assert "He came five times.1 As of September 2025 Counted earlier He came twice.1 As of May 2018 Kind" in text


def test_sources_that_agree_are_not_said_to_differ() -> None:
    of = archive(entry("treaty", claim("One.", rank=Rank.PREFERRED, reason="Best."), claim("Two.")))

    assert "differ" not in [tag.get("id") for tag in page(of).all("h2")]
    assert "0 questions on which sources disagree" in page(of, "differ/").text


@pytest.mark.parametrize(
    ("today", "said"),
    [(datetime.date(2027, 6, 30), False), (datetime.date(2027, 7, 1), True)],
)
def test_an_overdue_entry_says_so_in_words(today: datetime.date, said: bool) -> None:
    of = archive(entry(review_by=parse("2027-06-30")))

    text = page(of, today=today).text

    assert ("Review due since 30 June 2027: it may have changed." in text, "(overdue)" in text) == (said, said)


def test_revisions_are_told_newest_first_without_naming_who_made_them() -> None:
    of = recorded(revision(1, entry()), revision(2, entry(), "4711", "Found the day."))

    assert [text_of(row) for row in page(of).all("tr")][1:] == [
        "2 20 November 2026, 02:00 UTC changed by a curator Found the day.",
        "1 20 November 2026, 01:00 UTC added by sync",
    ]


def test_without_a_database_the_page_says_where_its_history_is() -> None:
    of = archive(entry(checked=parse("2026-11-23")))

    assert "As it stands in the pack's files, checked 23 November 2026." in page(of).text


def test_a_retired_entry_keeps_a_page_that_says_so_and_when() -> None:
    shown = page(recorded(revision(1, entry()), revision(2, None, "4711", "Overtaken.")))

    assert "Retired on 20 November 2026, 02:00 UTC. This entry is no longer an answer" in shown.text
    assert "It was signed." not in shown.text


def test_a_retired_entry_is_in_no_list_and_no_map() -> None:
    files = site_files(recorded(revision(1, entry()), revision(2, None)), TODAY, ADDRESS)

    assert b"treaty" not in files["entries/index.html"] + files["sitemap.xml"] + files["assets/search-index.js"]


def test_see_also_leads_to_what_is_in_force() -> None:
    of = archive(entry(see_also=("other", "nobody")), entry("other", question="Is there another?"))

    links = page(of).links

    assert "../../e/other/index.html" in links
    assert not any("nobody" in link for link in links)


@pytest.mark.parametrize("path", ["topics/treaty/", "people/kim-il-sung/", "places/beijing/", "sources/gazette/"])
def test_what_entries_have_in_common_has_a_page(path: str) -> None:
    of = archive(entry(topics=("treaty",), people=("Kim Il Sung",), places=("Beijing",)))

    assert "../../e/treaty/index.html" in page(of, path).links


def test_the_page_of_a_source_tells_what_it_says_of_each_entry() -> None:
    assert "11 July 1961 When was it signed? says so (paragraph 2)" in page(archive(entry()), "sources/gazette/").text


def test_the_timeline_goes_by_decade() -> None:
    of = archive(
        entry("one", claim("A.", date=parse("1961"))),
        entry("two", claim("B.", date=parse("195X"))),
        entry("none", claim("C.")),
    )

    shown = page(of, "timeline/")

    assert [heading.get("id") for heading in shown.all("h2")] == ["d1950", "d1960"]
    assert "none" not in shown.text


def test_the_start_tells_size_date_and_licence() -> None:
    text = page(archive(entry(checked=parse("2026-11-23"))), "").text

    assert "Entries 1 Claims 1 Sources 1 Where sources differ 0 Last checked 23 November 2026 Licence CC BY 4.0" in text


def test_a_site_of_several_packs_names_each() -> None:
    packs = [pack(entry("one"), title="First"), pack(entry("two"), id="other", title="Second", licence="CC0")]

    text = page(Archive.of_packs(packs), "").text

    assert "First A demo. Second A demo." in text
    assert "CC BY 4.0, CC0" in text


def test_with_an_address_a_page_names_itself_and_without_one_it_does_not() -> None:
    def named(address: str | None) -> list[str | None]:
        shown = page(archive(entry()), address=address)
        links = [tag.get("href") for tag in shown.all("link") if tag.get("rel") == "canonical"]
        return [*links, *(tag.get("content") for tag in shown.all("meta") if tag.get("property") == "og:url")]

    assert named(ADDRESS) == [f"{ADDRESS}/e/treaty/"] * 2
    assert named(None) == []


def test_only_with_an_address_there_is_a_map() -> None:
    assert "sitemap.xml" in site_files(archive(), TODAY, ADDRESS)
    assert "sitemap.xml" not in site_files(archive(), TODAY, None)


def test_the_map_names_every_page_that_a_search_engine_may_keep(sites: Mapping[str, dict[str, bytes]]) -> None:
    files = sites["shipped"]
    named = set(re.findall(rf"<loc>{re.escape(ADDRESS)}/(.*?)</loc>", files["sitemap.xml"].decode()))
    kept = {posixpath.dirname(path) for path, body in pages(files) if b'content="noindex"' not in body}

    assert {name.rstrip("/") for name in named} == kept


def test_a_kind_that_sums_up_stands_below_the_facts() -> None:
    of = archive(entry("sum", kind=Kind.FAQ, topics=("treaty",), question="All in all?"), entry(topics=("treaty",)))

    text = page(of, "topics/treaty/").text

    assert text.index("When was it signed?") < text.index("To sum up") < text.index("All in all?")
