"""Completion for the search box, as JSON."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from reader.search.completion import complete


@require_safe
def options(request: HttpRequest) -> JsonResponse:
    """`?q=` -> {"q": ..., "options": [{"text", "label", "kind", "note"}]}: `text` is the whole query completed."""
    typed = request.GET.get("q", "").replace("\x00", " ")
    answer = JsonResponse({"q": typed, "options": [asdict(option) for option in complete(typed)]})
    patch_cache_control(answer, public=True, max_age=60)
    return answer
