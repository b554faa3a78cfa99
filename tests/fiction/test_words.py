"""The words of fictional cables: enough of them, with a long tail, and none of other people's sentences."""

import doctest
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from reader import fiction
from reader.fiction import Order, cables, layout, names, register, vocabulary
from reader.fiction.posts import by_place, modern, released
from reader.fiction.register import Plan
from reader.fiction.vocabulary import general, past, plural, topics
from tests.shared import CORPUS, needs_corpus


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = cables(Order(300, 9, Path("x"), kinds=("raw",)))
    return [" ".join(paragraph.text for paragraph in made.cable.body.paragraphs) for made in found]


def test_the_vocabulary_has_several_thousand_words() -> None:
    words = {word for topic in topics() for row in (topic.nouns, topic.adjectives, topic.verbs) for word in row.words}
    words |= {plural(noun) for topic in topics() for noun in topic.nouns.words}
    words |= {past(verb) for topic in topics() for verb in topic.verbs.words}
    words |= {word for row in general().values() for phrase in row.words for word in phrase.split()}
    assert len(words) > 4000
    assert len(topics()) > 36


def test_common_words_are_in_most_cables_and_rare_ones_in_one(texts: list[str]) -> None:
    in_cables = Counter(word for text in texts for word in set(re.findall(r"[a-z]+", text.lower())))
    common = [word for word, count in in_cables.items() if count > 0.8 * len(texts)]
    once = [word for word, count in in_cables.items() if count == 1]
    assert {"the", "of", "and", "in"} <= set(common)
    assert len(once) > 0.35 * len(in_cables)


def test_frequency_falls_with_rank_as_in_real_texts(texts: list[str]) -> None:
    """Zipf: the hundredth word is much rarer than the tenth, the thousandth than the hundredth."""
    counts = sorted(Counter(re.findall(r"[a-z]+", " ".join(texts).lower())).values(), reverse=True)
    assert counts[9] > 3 * counts[99]
    assert counts[99] > 3 * counts[999]


def test_names_and_numbers_are_a_small_share(texts: list[str]) -> None:
    known = {word.lower() for row in general().values() for phrase in row.words for word in phrase.split()}
    words = re.findall(r"(?<![.\"] )(?<!^)\b[A-Z][a-z]{4,}\b|\b\d[\d,.]*\b", " ".join(texts))
    odd = [word for word in words if word.lower() not in known]
    assert 0.01 < len(odd) / len(" ".join(texts).split()) < 0.08


def test_names_do_not_run_out() -> None:
    rng = Random(1)
    assert len({names.surname(rng) for _ in range(20_000)}) > 19_000


@pytest.mark.parametrize("module", [vocabulary, layout, names, register, fiction])
def test_examples_in_the_code_hold(module: object) -> None:
    failed, tried = doctest.testmod(module, extraglobs={"Random": Random})
    assert tried
    assert not failed


@needs_corpus
def test_no_sentence_of_a_real_cable(texts: list[str]) -> None:
    """No run of eight words is shared with the real files."""
    real = " ".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in CORPUS.rglob("*.txt")
        if path.parent.name != "nara"
    )
    assert not runs(real) & runs(" ".join(texts))


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return set(zip(*(words[start:] for start in range(length)), strict=False))


# the plan


def test_shares_of_the_plan_are_those_of_the_table() -> None:
    plan = Plan(modern(), 25_000, "x", released=False)
    drawn = Counter(plan.slot(position).post.reference_place for position in range(len(plan)))
    table = Counter()
    for row in modern():
        table[row.post.reference_place] += row.cables
    assert [place for place, _ in drawn.most_common(3)] == [place for place, _ in table.most_common(3)]
    assert len(plan) == 25_000


def test_serials_and_dates_rise_together() -> None:
    plan = Plan(modern(), 5_000, "x", released=False)
    slots = [plan.slot(position) for position in range(len(plan))]
    for first, second in pairwise(slots):
        if (first.post, first.moment.year) == (second.post, second.moment.year):
            assert first.serial < second.serial
            assert first.moment <= second.moment


def test_ids_do_not_repeat_even_in_a_set_larger_than_the_real_one() -> None:
    plan = Plan(released()[:40], 30_000, "x", released=True)
    assert len({plan.slot(position).reference_id for position in range(len(plan))}) == len(plan)


def test_posts_have_the_names_of_their_ids() -> None:
    assert by_place()["USUNNEWYORK"].name == "USUN NEW YORK"
    assert by_place()["STATE"].origin == "Secretary of State"
    assert by_place()["LOURENCOMARQUES"].short == "LOUREN"
    assert by_place()["NEWDELHI"].short == "NEWDE"
