"""Fictional cables: a whole archive's worth, in every wrapping, with the truth about each of them.

Posts, years and serials are in the proportions of real collections; words, persons and events are our own.
Every cable says in its text that it is fictional.

>>> from pathlib import Path
>>> str(Order(count=500, seed=1, directory=Path("somewhere")).truth_path)
'somewhere.truth.jsonl'
"""

from reader.fiction.making import Account, CannotMake, Made, Order, cables, make

__all__ = ["Account", "CannotMake", "Made", "Order", "cables", "make"]
