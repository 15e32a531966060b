"""Which claims state a count or speak of the present, and which only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.counts import count_in, present_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kim has been to China five times.", "five"),
        ("Six meetings are known.", "Six"),
        ("It was signed in Beijing. Three others were not.", "Three"),
        ("About 14,000 soldiers went to Russia.", "14,000 soldiers"),
        ("It sent 3 battalions in May 2025.", "3 battalions"),
        ("Trade stood at 96.7 per cent.", "96.7 per cent"),
        ("Trade stood at 90% in that year.", "90%"),
        ("The arms were worth $5 billion.", "$5 billion"),
        ("Millions of shells were shipped.", "Millions"),
        ("It sent thousands of soldiers.", "thousands"),
        ("He went there twice.", "twice"),
        ("A dozen ships were seen.", "dozen"),
        ("It lent 2000 million roubles.", "million"),
        ("It shipped 1,961 tonnes.", "1,961 tonnes"),
        ("It shipped 1961.5 tonnes.", "1961.5 tonnes"),
        ("Twenty-one states voted for it.", "Twenty"),
        ("Some twenty-one states voted for it.", "twenty"),
    ],
)
def test_a_count_is_found(text: str, count: str) -> None:
    assert count_in(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "The 1961 treaty was signed in Beijing.",
        "It was signed on 11 July 1961.",
        "It was signed on July 11, 1961.",
        "They met on 8 and 9 June 2026, and from 25 to 28 March 2018.",
        "He stayed 19–20 June 2018 and came back on 3 Sept. 2025.",
        "They quarrelled in 1956, in 1966-69 and from the 1960s to the early 80s.",
        "It happened in the 1980s.",
        "Talks opened around 6 p.m. and ended at 22:30.",
        "They crossed the 38th parallel, for the 3rd time.",
        "It was the third visit, and the sixth meeting.",
        "The Council adopted Resolution 2270 and resolutions 1718 and 2375.",
        "Article 2, paragraph 3, binds both.",
        "It fired a Hwasong-15 at a G20 summit during COVID-19.",
        "Room 39 and Bureau 121 are part of it.",
        "One of the leaders was late; it was a one-sided affair.",
        "The two countries are neighbours, and both leaders knew it.",
        "These three men watched the parade.",
        "The Six-Party Talks and a five-year plan came to nothing.",
        "It was a 20-year treaty.",
        "The Gang of Four and the Group of Seven fell out.",
        "Neither side won.",
    ],
)
def test_dates_ordinals_and_names_are_no_counts(text: str) -> None:
    assert count_in(text) is None


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("China is currently its largest partner.", "currently"),
        ("At present nobody knows.", "At present"),
        ("It still binds both.", "still"),
        ("It is now in force.", "now"),
        ("So far nothing was announced.", "So far"),
        ("It is, to date, the only one.", "to date"),
        ("It remains in force.", "remains"),
        ("Relations remain close.", "remain"),
        ("Kim has visited China five times.", "has visited China five times"),
        ("They have met several times.", "have met several times"),
        ("Xi has been there twice.", "has been there twice"),
        ("China is North Korea's closest ally.", "is North Korea's"),
        ("China is Pyongyang’s closest ally.", "is Pyongyang’s"),
        ("It is used today.", "today"),
        ("It is still regarded as a pact.", "still"),
    ],
)
def test_words_of_the_present_are_found(text: str, present: str) -> None:
    assert present_in(text) == present


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed in Beijing.",
        "The remains of soldiers were sent home, and his remains too.",
        "It remained in force until 1991.",
        "In 1956 Chinese troops were still there.",
        "China still was an ally, and still sent aid.".replace("still sent", "still shipped"),
        "He had visited five times.",
        "Scholars use letters to date the treaty.",
        "So far as is known, she had stayed at home.",
        "It is known that the pact was signed.",
        "It is the country's own account.",
        "It has marked the times.",
        "Known and unknown soldiers fought.",
    ],
)
def test_words_of_the_past_are_not_of_the_present(text: str) -> None:
    assert present_in(text) is None


@given(st.text())
def test_what_is_found_stands_in_the_text(text: str) -> None:
    assert (count_in(text) or "") in text


@given(st.text("0123456789 ,.-–ab%$pm:", max_size=600))
def test_digits_in_any_disorder_are_a_count_or_none(text: str) -> None:
    assert (count_in(text) or "") in text
    assert present_in(text) is None
