"""What the database computes of a column, written so that an index of the same expression answers it."""

from __future__ import annotations

from django.db import models


class Series(models.Func):
    """What stands before the serial of a number: 08TORONTO of 08TORONTO165, 73BANGKOK-A of 73BANGKOK-A50."""

    function = "RTRIM"
    template = "%(function)s(%(expressions)s, '0123456789')"
    arity = 1
    output_field = models.CharField(max_length=80)
