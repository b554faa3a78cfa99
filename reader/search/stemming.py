"""The Snowball English stemmer ("Porter 2"): trafficking, trafficked -> traffick.

Written after https://snowballstem.org/algorithms/english/stemmer.html (the edition that tantivy carries too, so that
engines agree); a test compares it word by word with another implementation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_VOWELS = frozenset("aeiouy")
_DOUBLES = frozenset(("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"))
_LI_AFTER = frozenset("cdeghkmnrt")

_SPECIAL: Mapping[str, str] = {
    "skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl", "gently": "gentl",
    "ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl", "sky": "sky", "news": "news", "howe": "howe",
    "atlas": "atlas", "cosmos": "cosmos", "bias": "bias", "andes": "andes",
}  # fmt: skip
_KEPT_AFTER_S = frozenset(("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"))

# Suffix tables, longest first: the longest that fits is the one that counts, whether its condition holds or not.
_STEP_2 = (
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
    ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"),
    ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"),
    ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"),
    ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
)  # fmt: skip
_STEP_3 = (
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""),
    ("ical", "ic"), ("ness", ""), ("ful", ""),
)  # fmt: skip
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
)  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; words of other alphabets and words with digits come back as they are."""
    if len(word) <= 2 or not word.isascii() or not word.isalpha():
        return word
    if word in _SPECIAL:
        return _SPECIAL[word]
    word = _mark_consonant_y(word)
    r1, r2 = _regions(word)
    word = _plural(word)
    if word in _KEPT_AFTER_S:
        return word
    word = _past(word, r1)
    word = _final_y(word)
    word = _step_2(word, r1)
    word = _step_3(word, r1, r2)
    word = _step_4(word, r2)
    return _step_5(word, r1, r2).replace("Y", "y")


#: Stems that stand for words which begin otherwise: dying, lying, tying.
_BEGINNINGS = {"die": "d", "lie": "l", "tie": "t"}


def beginning(stemmed: str) -> str:
    """Letters with which every word of a stem begins: all of a short stem, all but the last letter of others.

    >>> beginning("fisheri"), beginning("cri"), beginning("go")
    ('fisher', 'cr', 'go')
    """
    return _BEGINNINGS.get(stemmed) or (stemmed if len(stemmed) < 3 else stemmed[:-1])


def _mark_consonant_y(word: str) -> str:
    """y as a consonant, at the beginning or after a vowel, becomes Y."""
    if "y" not in word:
        return word
    letters = list(word)
    for i, letter in enumerate(letters):
        if letter == "y" and (i == 0 or letters[i - 1] in _VOWELS):
            letters[i] = "Y"
    return "".join(letters)


def _regions(word: str) -> tuple[int, int]:
    """Where R1 and R2 begin."""
    for prefix in ("gener", "commun", "arsen"):
        if word.startswith(prefix):
            r1 = len(prefix)
            break
    else:
        r1 = _after_vowel_consonant(word, 0)
    return r1, _after_vowel_consonant(word, r1)


def _after_vowel_consonant(word: str, start: int) -> int:
    for i in range(start + 1, len(word)):
        if word[i] not in _VOWELS and word[i - 1] in _VOWELS:
            return i + 1
    return len(word)


def _has_vowel(text: str) -> bool:
    return any(letter in _VOWELS for letter in text)


def _ends_short(word: str) -> bool:
    """Whether it ends in a short syllable."""
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    return (
        len(word) > 2
        and word[-1] not in _VOWELS
        and word[-1] not in "wxY"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    )


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("us", "ss")):
        return word
    if word.endswith("s") and _has_vowel(word[:-2]):
        return word[:-1]
    return word


def _past(word: str, r1: int) -> str:
    for suffix in ("eedly", "eed"):
        if word.endswith(suffix):
            return word[: -len(suffix)] + "ee" if len(word) - len(suffix) >= r1 else word
    for suffix in ("ingly", "edly", "ing", "ed"):
        if word.endswith(suffix):
            left = word[: -len(suffix)]
            return _mended(left, r1) if _has_vowel(left) else word
    return word


def _mended(word: str, r1: int) -> str:
    """hop(ing) -> hope, hopp(ing) -> hop, luxuriat(ed) -> luxuriate."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if word[-2:] in _DOUBLES:
        return word[:-1]
    return word + "e" if r1 >= len(word) and _ends_short(word) else word


def _final_y(word: str) -> str:
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        return word[:-1] + "i"
    return word


def _step_2(word: str, r1: int) -> str:
    for suffix, new in _STEP_2:
        if word.endswith(suffix):
            left = word[: -len(suffix)]
            if len(left) < r1 or (suffix == "ogi" and left[-1:] != "l"):
                return word
            return word if suffix == "li" and left[-1:] not in _LI_AFTER else left + new
    return word


def _step_3(word: str, r1: int, r2: int) -> str:
    for suffix, new in _STEP_3:
        if word.endswith(suffix):
            left = word[: -len(suffix)]
            fits = len(left) >= (r2 if suffix == "ative" else r1)
            return left + new if fits else word
    return word


def _step_4(word: str, r2: int) -> str:
    for suffix in _STEP_4:
        if word.endswith(suffix):
            left = word[: -len(suffix)]
            fits = len(left) >= r2 and (suffix != "ion" or left[-1:] in ("s", "t"))
            return left if fits else word
    return word


def _step_5(word: str, r1: int, r2: int) -> str:
    left = word[:-1]
    if word.endswith("e") and (len(left) >= r2 or (len(left) >= r1 and not _ends_short(left))):
        return left
    return left if word.endswith("ll") and len(left) >= r2 else word
