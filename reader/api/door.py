"""The door of the API: which methods it knows, what every answer carries, and what becomes of errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from haystack.exceptions import SearchBackendError
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from reader.api import problems
from reader.api.problems import Mistake, ProblemError, problem

_log = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]

#: Reading is all that can be done, so every page of the web may do it; nothing here depends on who asks.
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_METHODS = "GET, HEAD, OPTIONS"


class Api(NinjaAPI):
    """Describes errors as what they are: problem details."""

    def get_openapi_schema(self, **_: Any) -> OpenAPISchema:
        """The description, made once: it takes a tenth of a second, and changes with the code alone."""
        return self._described

    @cached_property
    def _described(self) -> OpenAPISchema:
        """With the media type of problems where one is the answer."""
        described = super().get_openapi_schema()
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if status >= 400:
                        answer["content"] = {problems.CONTENT_TYPE: answer["content"][self.renderer.media_type]}
        return described


def door(view: View) -> View:
    """A view that reads only, may be asked from everywhere, and says nothing twice."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = _answer(view, request, *args, **kwargs)
        for name, value in _OPEN.items():
            answer.headers[name] = value
        return answer

    # Nothing is changed by any request.
    opened.csrf_exempt = True  # type: ignore[attr-defined]
    return opened


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        allowed = {"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS, "Access-Control-Allow-Headers": "*"}
        return HttpResponse(status=204, headers=allowed)
    if request.method not in ("GET", "HEAD"):
        return problem(405, f"Nothing can be changed here: ask with {_METHODS}.", headers={"Allow": _METHODS})
    answer = _as_get(view, request, *args, **kwargs)
    if answer.status_code != 200 or not isinstance(answer, HttpResponse):
        return answer
    # The answer is made anew each time, so that it is never behind the archive; it is only not sent twice.
    answer.headers.setdefault("Cache-Control", "no-cache")
    set_response_etag(answer)
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer


def _as_get(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """HEAD is GET without its body, which the server leaves out."""
    asked, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked


def knows_errors(api: NinjaAPI) -> None:
    """Every error that an operation can end in becomes a problem."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _told(_request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem(error.status, error.detail, error.errors)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    mistakes = [Mistake(parameter=_parameter(told["loc"]), message=_sentence(told["msg"])) for told in error.errors]
    return problem(400, " ".join(f"{one.parameter}: {one.message}" for one in mistakes), mistakes)


def _parameter(place: Sequence[str | int]) -> str:
    """The name in ("query", "asked", "year", 0)."""
    return next(part for part in reversed(place) if isinstance(part, str))


def _sentence(message: str) -> str:
    said = message.removeprefix("Value error, ").strip()
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def _absent(_request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, str(error) or "There is nothing at this address.")


def _unsearchable(_request: HttpRequest, error: SearchBackendError) -> HttpResponse:
    _log.error("The search failed: %s", error)
    return problem(503, "The search index cannot be read just now. Everything but the search can be asked for.")


def _failed(_request: HttpRequest, error: Exception) -> HttpResponse:
    if settings.DEBUG:
        raise error
    _log.error("The API failed", exc_info=error)
    return problem(500, "Something went wrong here. The archive's administrator finds the reason in the log.")


_HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    ProblemError: _told,
    ValidationError: _invalid,
    Http404: _absent,
    SearchBackendError: _unsearchable,
    Exception: _failed,
}
