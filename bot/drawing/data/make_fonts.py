"""
Make the fonts and letters.bin from the fonts of the Noto project, as PyPI and Debian carry them.

    apt-get download fonts-noto-cjk && dpkg-deb -x fonts-noto-cjk_*.deb noto
    python -m venv fonts && fonts/bin/pip install fonttools fontpkg-noto-sans==2.15 fontpkg-noto-sans-arabic==2.12 \
        fontpkg-noto-sans-devanagari==2.7 fontpkg-noto-sans-thai==2.2
    PYTHONPATH=. fonts/bin/python -m bot.drawing.data.make_fonts noto/usr/share/fonts/opentype/noto

Of Chinese there are the characters of GB 2312, of Japanese those of JIS X 0208, of Korean every syllable; with those of
Big5 too the file would be more than twice as large. What both write differently is drawn as China writes it.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib.instancer import instantiateVariableFont

_HERE, _PLANE = Path(__file__).parent, 0x10000
_REGULAR, _BOLD = 400, 600
# Where letters begin and end, each range with its last.
_LATIN = ((0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x1E00, 0x1EFF))
_GREEK, _CYRILLIC = ((0x370, 0x3FF), (0x1F00, 0x1FFF)), ((0x400, 0x52F),)
_SIGNS = ((0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2200, 0x22FF))
_NOTO_SANS = (*_LATIN, *_GREEK, *_CYRILLIC, *_SIGNS)
# A line of these with Latin in it must be of one font: resvg mixes up the joined letters of one that is of two.
_ARABIC = (*_LATIN, *_SIGNS, (0x600, 0x6FF), (0x750, 0x77F))
_INDIC = (*_LATIN, *_SIGNS, (0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))
_THAI = (*_LATIN, *_SIGNS, (0xE00, 0xE7F))
_EAST_ASIAN = ((0x3000, 0x30FF), (0x3131, 0x318E), (0x31F0, 0x31FF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF))
_CHARACTER_SETS = ("gb2312", "shift_jis")
# Without the sixth name resvg passes a font over and says nothing.
_NAMES = [0, 1, 2, 4, 6, 13, 14, 16, 17]
# Nothing is written downwards, and resvg tells no font what language a text is in.
_UNUSED = frozenset({"vert", "vrt2", "vkrn", "valt", "vhal", "vpal", "locl"})


def main(cjk: Path) -> None:
    """Write the files beside this one, the East Asian from the folder *cjk*, and print their checksums."""
    made = [
        _subset(_at("noto_sans", "NotoSans", _REGULAR), _NOTO_SANS, "NotoSans-Regular.ttf"),
        _subset(_at("noto_sans", "NotoSans", _BOLD), _NOTO_SANS, "NotoSans-SemiBold.ttf"),
        _subset(_chinese(cjk / "NotoSansCJK-Regular.ttc"), _east_asian(), "NotoSansCJKsc-Regular.otf"),
        _subset(_at("noto_sans_arabic", "NotoSansArabic", _REGULAR), _ARABIC, "NotoSansArabic-Regular.ttf"),
        _subset(_at("noto_sans_devanagari", "NotoSansDevanagari", _REGULAR), _INDIC, "NotoSansDevanagari-Regular.ttf"),
        _subset(_at("noto_sans_thai", "NotoSansThai", _REGULAR), _THAI, "NotoSansThai-Regular.ttf"),
    ]
    regular, bold, *others = (_advances(TTFont(path)) for path in made)
    letters = _HERE / "letters.bin"
    letters.write_bytes(zlib.compress(_tables([regular, *others], [bold, *others]), 9))
    for path in (*made, letters):
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.name)


def _at(package: str, name: str, weight: int) -> TTFont:
    """The font of that *weight* in a variable one, of the usual width."""
    path = files(f"fontpkg_{package}").joinpath("files", f"{name}[wdth,wght].ttf")
    return instantiateVariableFont(TTFont(str(path)), {"wght": weight, "wdth": 100}, updateFontNames=True)


def _chinese(path: Path) -> TTFont:
    """The face of the collection that draws what is common as China writes it."""
    faces = TTCollection(str(path)).fonts
    return next(face for face in faces if face["name"].getDebugName(6) == "NotoSansCJKsc-Regular")


def _east_asian() -> Iterator[tuple[int, int]]:
    """The ranges, and each character of the character sets."""
    yield from _EAST_ASIAN
    for code in range(0x2000, 0xA000):
        if any(_is_in(code, name) for name in _CHARACTER_SETS):
            yield code, code


def _is_in(code: int, character_set: str) -> bool:
    try:
        return bool(chr(code).encode(character_set))
    except UnicodeEncodeError:
        return False


def _subset(font: TTFont, ranges: Iterable[tuple[int, int]], name: str) -> Path:
    """*font* with the letters of *ranges* alone, and what shapes them, beside this file."""
    options = Options(hinting=False, notdef_outline=True, drop_tables=["vhea", "vmtx", "VORG", "STAT", "DSIG"])
    options.layout_features = [one for one in options.layout_features if one not in _UNUSED]
    options.name_IDs = _NAMES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    font.recalcTimestamp = False
    font.save(_HERE / name)
    return _HERE / name


def _advances(font: TTFont) -> dict[int, int]:
    """How far each letter of *font* moves the next one on, in thousandths of the size of the text."""
    widths, to_thousandths = font["hmtx"], 1000 / font["head"].unitsPerEm
    return {code: round(widths[glyph][0] * to_thousandths) for code, glyph in font.getBestCmap().items()}


def _tables(regular: Sequence[dict[int, int]], bold: Sequence[dict[int, int]]) -> bytes:
    """
    Three tables of the first plane's code points, end to end: two of 16 bits, little end first, and one of 8.

    They hold the widest advance of the letter in the *regular* fonts, that in the *bold* ones, and which fonts have it:
    the first if the lowest bit is set, and so on.
    """
    return b"".join((_widest(regular), _widest(bold), bytes(_owners(code, regular) for code in range(_PLANE))))


def _widest(fonts: Sequence[dict[int, int]]) -> bytes:
    table = array("H", (max(font.get(code, 0) for font in fonts) for code in range(_PLANE)))
    if sys.byteorder == "big":
        table.byteswap()
    return table.tobytes()


def _owners(code: int, fonts: Sequence[dict[int, int]]) -> int:
    return sum(1 << number for number, font in enumerate(fonts) if code in font)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
