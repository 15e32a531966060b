"""Names."""

from bot.core.pack import Words
from bot.matching.names import Names
from bot.matching.normalise import stem, words
from tests.conftest import entries_of

NAMES = Names(
    [
        Words(
            same=(("North Korea", "DPRK", "the North"), ("sign", "ink", "conclude")),
            known=("Great Hall of the People",),
            elsewhere=(("Vietnam", "Hanoi"),),
        )
    ],
    [],
)


def found(text: str) -> list[str]:
    return [mention.name.shown for mention in NAMES.find([stem(word) for word in words(text)])]


def test_every_spelling_leads_to_the_name_that_is_shown() -> None:
    assert found("dprk and the North and north korea") == ["North Korea"] * 3


def test_verbs_are_found_in_every_form() -> None:
    assert found("inked, signing, concluded") == ["sign"] * 3


def test_the_longest_name_wins() -> None:
    names = Names([Words(same=(("Korea", "the two Koreas"), ("North Korea", "n korea")))], [])

    assert [mention.name.shown for mention in names.find(("north", "korea"))] == ["North Korea"]


def test_a_name_may_be_of_several_words() -> None:
    assert found("inside the Great Hall of the People, Hanoi") == ["Great Hall of the People", "Vietnam"]


def test_a_word_in_small_letters_is_no_thing() -> None:
    assert [mention.name.is_thing for mention in NAMES.find(("dprk", "ink"))] == [True, False]


def test_a_name_of_elsewhere_is_known_for_one() -> None:
    assert [mention.name.elsewhere for mention in NAMES.find(("dprk", "hanoi"))] == [False, True]


def test_the_people_of_an_entry_that_is_added_are_names_and_the_others_stay() -> None:
    [entry] = entries_of("- {id: a, question: Who came, claims: [x], people: [Wang Yi of Beijing]}")
    more, new = NAMES.with_entry(entry)
    stems = [stem(word) for word in words("did wang yi of beijing visit the dprk")]

    assert [mention.name.shown for mention in more.find(stems)] == ["Wang Yi of Beijing", "North Korea"]
    assert new == {"wang", "yi", "of", "beijing"}
    assert "Wang Yi of Beijing" not in [mention.name.shown for mention in NAMES.find(stems)]


def test_an_entry_whose_people_are_all_known_changes_no_names() -> None:
    [entry] = entries_of("- {id: a, question: Who came, claims: [x], places: [DPRK]}")

    assert NAMES.with_entry(entry) == (NAMES, frozenset())


def test_a_longer_name_of_an_entry_that_was_added_comes_before_a_shorter_one_of_the_base() -> None:
    kims = Names([Words(same=(("Kim Jong Un", "Kim"),))], [])
    [entry] = entries_of("- {id: a, question: Who came, claims: [x], people: [Kim Yo Jong]}")
    more, _ = kims.with_entry(entry)

    assert [mention.name.shown for mention in more.find(("kim", "yo", "jong"))] == ["Kim Yo Jong"]
    assert [mention.name.shown for mention in more.find(("kim", "came"))] == ["Kim Jong Un"]
