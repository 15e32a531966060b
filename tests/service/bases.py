"""A small base that tests of asking and looking up share."""

from __future__ import annotations

import datetime

from bot.core.pack import Pack, Words
from bot.service.base import Base
from tests.conftest import entries_of

TODAY = datetime.date(2026, 11, 24)
ENTRIES = entries_of("""
- id: treaty
  question: When did China and North Korea sign their friendship treaty?
  variants: [year of the 1961 mutual aid treaty, when was the friendship pact concluded]
  claims: [{text: The treaty was signed in Beijing., date: 1961-07-11}]
  people: [Kim Il Sung]
- id: visits
  question: How many times has Kim Jong Un visited China?
  variants: [count of kim trips to beijing, number of visits by kim]
  claims: [{text: Kim Jong Un has visited China five times., as_of: 2025-09-04}]
  people: [Kim Jong Un]
- id: ties
  question: When did China and North Korea establish diplomatic relations?
  variants: [first embassies, start of official ties]
  claims: [{text: The two countries took up relations., date: 1949-10-06}]
  places: [Pyongyang]
""")
PACK = Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", ENTRIES, Words(same=(("sign", "ink"),)))
BASE = Base.of_packs([PACK])
