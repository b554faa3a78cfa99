"""Which cables answer a search, as primary keys in no order: what counts over a whole result asks for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reader.search.criteria import Criteria
from reader.search.found import find
from reader.search.searching import matching


def keys(criteria: Criteria) -> NDArray[np.int64]:
    """Primary keys of everything found, those among them that the database no longer has.

    Raises SearchBackendError when the engine cannot answer.
    """
    asked = matching(criteria).query
    answer = getattr(asked.backend, "keys", None)
    return answer(asked.build_query()) if answer else find(criteria).pks
