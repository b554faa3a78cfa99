from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.snowball.english import EnglishStemmer

from reader.search.analysis import fold, stems, tokens, words
from reader.search.stemming import beginning, stem

WORDS = """
    trafficking trafficked traffickers police policing policies corruption corrupted ministry ministries ministers
    happiness happy generously general communal communism arsenal hopping hoping hoped hops skis skies sky dying lying
    news howe atlas andes inning outing herring proceed exceeded succeeding agreed feed feedly exceedingly singly only
    early ugly idly gently rational rationalization conditional valency hesitancy digitizer conformably radically
    differently vilely analogously vietnamization predication operator feudalism decisiveness hopefulness callousness
    formality sensitivity sensibility biological triplicate formative formalize electricity electrical hopeful goodness
    revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent
    adoption communion activate angularity homologous effective bowdlerize probate rate cease controlling roll ties
    cries by say syzygy youth boyish abyss gas this kiwis gaps caresses cats luxuriated fitted filing filling bed
    sized bled stabbed knack ying yy eyed embassy embassies talks talked talking analyses analysis consuls
    consulate consulates nuclear sanctions sanctioned visas visa border borders crossing crossings salmon fisheries
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_stems_are_those_of_another_implementation(word: str) -> None:
    assert stem(word) == EnglishStemmer().stem(word)


ENDINGS = ("", "s", "es", "ed", "ing", "ings", "ly", "er", "ers", "ation", "ational", "ness", "ies", "y", "ying", "e")


def test_every_word_begins_as_its_stem_is_said_to() -> None:
    made = {word + ending for word in WORDS.split() for ending in ENDINGS}
    made |= {"".join(letters) + ending for letters in product("aedlsty", repeat=3) for ending in ENDINGS}
    assert [word for word in sorted(made) if not word.startswith(beginning(stem(word)))] == []


@given(st.text(alphabet="abcdegilnorsty", min_size=1, max_size=9))
def test_any_word_begins_as_its_stem_is_said_to(word: str) -> None:
    assert word.startswith(beginning(stem(word)))


@pytest.mark.parametrize(
    ("word", "expected"), [("08toronto165", "08toronto165"), ("1974", "1974"), ("müller", "müller"), ("ab", "ab")]
)
def test_what_is_no_english_word_stays(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("São Paulo's U.S. visas", ["sao", "paulo", "s", "u", "s", "visas"]),
        ("E.O. 12958: N/A", ["e", "o", "12958", "n", "a"]),
        ("08TORONTO165", ["08toronto165"]),
        ("under_score", ["under", "score"]),
        ("-- ** --", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert [word for *_, word in tokens(text)] == expected


def test_tokens_know_their_places_in_text_with_accents() -> None:
    text = "In São Tomé today"
    assert [text[start:end] for start, end, _ in tokens(text)] == ["In", "São", "Tomé", "today"]


def test_folding_keeps_letters_that_are_nothing_but_marks() -> None:
    assert fold("É") == "e"
    assert fold("ΐ")


@given(st.text(max_size=60))
def test_words_are_the_same_with_and_without_places(text: str) -> None:
    assert words(text) == [word for *_, word in tokens(text)]


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_words_of_plain_text_are_runs_of_letters_and_digits(text: str) -> None:
    assert words(text) == [word for *_, word in tokens(text)]


def test_stems_of_many_words_are_those_of_each() -> None:
    assert list(stems(WORDS.split())) == [stem(word) for word in WORDS.split()]
