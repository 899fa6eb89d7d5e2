"""The API in one readable page, made from the same schema that programs read; no script, so the strict policy holds."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    words: str
    parameters: tuple[str, ...]
    answers: str


@login_not_required
def api_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "home/api_docs.html", {"sections": sections()})


@cache
def sections() -> list[tuple[str, list[Operation]]]:
    """(tag, its operations) of the whole API; the addresses do not change while the server runs."""
    found: dict[str, list[Operation]] = {}
    for path, item in SchemaGenerator().get_schema(request=None, public=True)["paths"].items():
        for method in METHODS:
            if told := item.get(method):
                found.setdefault(told["tags"][0], []).append(Operation(
                    method.upper(), path, told.get("summary") or told.get("description", "").split("\n")[0],
                    tuple(parameter["name"] for parameter in told.get("parameters", [])),
                    ", ".join(told["responses"]),
                ))
    return list(found.items())
