"""Sheets to draw, and a PNG read back."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from bot.core.dates import EdtfDate, parse
from bot.core.sheet import MOST_SHOWN, Sheet
from bot.core.timeline import Event
from tests.conftest import entries_of
from tests.strategies import dates

[_ENTRY] = entries_of("- {id: treaty, question: Treaty, claims: [It was signed.]}")
# What is written without blanks, joined, stacked, from right to left, in one word, or in letters of no font.
WORDS = (
    "China and North Korea signed their treaty of friendship in Beijing",
    "中国和朝鲜一九四九年十月六日建立外交关系，两国是最早互相承认的国家之一。",
    "조선과 중국은 1961년 7월 11일 베이징에서 조약을 체결하였다",
    "日本の植民地支配の後、朝鮮半島は「三十八度線」で分断された。",
    "चीन और उत्तर कोरिया ने बीजिंग में मैत्री संधि पर हस्ताक्षर किए क्षत्रिय",
    "وقعت الصين وكوريا الشمالية معاهدة الصداقة في بكين عام 1961 (المادة 2)، ولا تزال سارية",
    "จีนและเกาหลีเหนือลงนามในสนธิสัญญามิตรภาพที่กรุงปักกิ่ง",
    "Древняя дружба Китая и Кореи ΕΛΛΗΝΙΚΑ",
    "Donaudampfschifffahrtsgesellschaft" * 17,
    "தமிழ் எழுத்துக்கள்",
)


def event(when: str | EdtfDate, text: str = "It was signed.", *, is_disputed: bool = False) -> Event:
    """An event at that date in EDTF."""
    known = parse(when) if isinstance(when, str) else when
    return Event(_ENTRY, replace(_ENTRY.claims[0], text=text, date=known), known, is_disputed)


def sheet(*events: Event, period: str | None = None, title: str = "Treaties", more: int = 0) -> Sheet:
    """A sheet of *events*, which are in order, and of so many *more* that are not shown."""
    told = parse(period) if period else None
    when = told.in_words() if told else None
    return Sheet(title, when, told, events, len(events) + more, "Demo pack", 3, parse("2026-11-23").latest)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Sheets of any dates and texts, in order."""
    texts = st.sampled_from(WORDS) | st.text(max_size=300) | st.lists(st.sampled_from(WORDS)).map(" ".join)
    drawn = draw(st.lists(st.builds(event, dates(), texts, is_disputed=st.booleans()), max_size=MOST_SHOWN))
    ordered = sorted(drawn, key=lambda one: (one.when.earliest or date.min, one.when.latest or date.max))
    return sheet(*ordered, title=draw(texts), more=draw(st.integers(0, 300)))


@dataclass(frozen=True, slots=True)
class Pixels:
    """
    A PNG as resvg writes them.

    Attributes:
        rows: From the top: four bytes a pixel.
    """

    width: int
    height: int
    rows: tuple[bytes, ...]

    @property
    def reach(self) -> int:
        """How many pixels from the left the last one is that is not of the colour of the first."""
        paper = self.rows[0][:4]
        spread = (
            max((at for at in range(self.width) if row[4 * at : 4 * at + 4] != paper), default=-1) for row in self.rows
        )
        return max(spread) + 1


def read(png: bytes) -> Pixels:
    """The pixels of *png*."""
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += size + 12
    return Pixels(width, height, tuple(_rows(zlib.decompress(data), 4 * width)))


def _rows(data: bytes, size: int) -> list[bytes]:
    """The rows of a PNG without its filters: none, left, above, mean, and Paeth's."""
    rows, above = [], bytes(size)
    for start in range(0, len(data), size + 1):
        row = bytearray(data[start + 1 : start + 1 + size])
        for at in range(size):
            left, corner = (row[at - 4], above[at - 4]) if at >= 4 else (0, 0)
            predicted = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))
            row[at] = (row[at] + predicted[data[start]]) & 255
        above = bytes(row)
        rows.append(above)
    return rows


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
