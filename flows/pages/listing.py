"""The lists that a page sifts without a server: their rows as script files beside it, cut into pieces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flows.batches import batches
from flows.pages.labels import Labels
from flows.pages.marts import SHOWN, Overview, Row
from flows.pages.render import number, web_address, write_page
from flows.pages.words import Words

ROWS_A_FILE = 5000
"""Keeps each file well below five megabytes."""
_VOCABULARIES = ("severity", "status", "state", "kind", "judgement", "form", "document")
_UI = ("unknown_agency", "unknown_year", "unknown_region", "new", "expected", "actual", "difference")
"""What list.js says itself."""
_SAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that end a script or a line wherever the text may come to stand."""

Pair = tuple[str, str]


class Terms:
    """Values that many rows share: each gets a number, and stands once in the file of terms."""

    def __init__(self) -> None:
        """Begins with no term."""
        self._numbers: dict[tuple[str, Any], int] = {}
        self.lists: dict[str, list[Sequence[str]]] = {}

    def number(self, kind: str, key: object, make: Callable[[], Sequence[str]]) -> int:
        """The number of a term of a kind; made when it is new."""
        known = self._numbers.get((kind, key))
        if known is None:
            entries = self.lists.setdefault(kind, [])
            known = self._numbers[kind, key] = len(entries)
            entries.append(make())
        return known


def write_lists(
    folder: Path, overview: Overview, with_page: frozenset[str], labels: Labels, words: Words
) -> Mapping[str, tuple[str, ...]]:
    """Writes the rows of reports and findings and their terms; out come the file names by list."""
    terms = Terms()
    reports = overview.reports[: SHOWN["reports"]]
    places = {report["report_id"]: place for place, report in enumerate(reports)}
    report_rows = [_report(report, report["report_id"] in with_page) for report in reports]
    finding_rows = [_finding(finding, places, terms, labels, words) for finding in overview.findings.rows]
    names = {
        "reports": _write_rows(folder, "reports", report_rows),
        "findings": _write_rows(folder, "findings", finding_rows),
    }
    told = {name: dict(words.vocabulary(name)) for name in _VOCABULARIES}
    told["ui"] = {key: words.by_key[key] for key in _UI}
    write_page(f"gouji.terms({script({**terms.lists, 'words': told})});\n", folder / "terms.js")
    return {name: ("terms.js", *files) for name, files in names.items()}


def _report(report: Row, has_page: bool) -> list[object]:
    """A report as list.js reads it."""
    return [
        report["report_id"],
        int(has_page),
        report["agency_name"],
        report["year"],
        report["verdict"],
        report["form"],
        report["document_kind"],
        report["facts"],
        report["judged"],
        report["problems"],
        report["open_findings"],
        report["document_name"],
        web_address(report["source_uri"]),
        report["province"],
        report["city"],
    ]


def _finding(finding: Row, places: Mapping[str, int], terms: Terms, labels: Labels, words: Words) -> list[object]:
    """A finding as list.js reads it."""
    identity = terms.number("identities", finding["identity"], lambda: _identity(finding))
    where = (finding["table_name"], finding["form"], finding["instance"])
    instance = terms.number("instances", where, lambda: _instance(finding, labels, words))
    slots = [terms.number("slots", slot, partial(_slot, slot, labels)) for slot in finding["slots"] or ()]
    return [
        finding["finding_id"],
        places.get(finding["report_id"], -1),
        identity,
        instance,
        finding["severity"],
        finding["status"],
        finding["state"],
        finding["kind"],
        *(None if finding[side] is None else number(finding[side]) for side in ("expected", "actual", "difference")),
        int(finding["is_new"]),
        slots,
    ]


def _slot(slot: str, labels: Labels) -> Sequence[str]:
    """A slot and its names."""
    return slot, *labels.slot_pair(slot, None)


def _identity(finding: Row) -> Sequence[str]:
    """The name of an identity and its sentence."""
    return finding["identity"], finding["says"] or finding["says_en"] or "", finding["says_en"] or finding["says"] or ""


def _instance(finding: Row, labels: Labels, words: Words) -> Sequence[str]:
    """Where an identity speaks, and its code."""
    pair = labels.instance_pair(finding["instance"], finding["table_name"], finding["form"], words)
    return finding["instance"] or "", *pair


def _write_rows(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """Writes rows in pieces; out come the names of the files."""
    return tuple(_pieces(folder, name, rows))


def _pieces(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Writes the rows file by file."""
    for piece, some in enumerate(batches(rows, ROWS_A_FILE), start=1):
        lines = ",\n".join(map(script, some))
        file = f"{name}-{piece}.js"
        write_page(f'gouji.rows("{name}",[\n{lines}\n]);\n', folder / file)
        yield file


def script(value: object) -> str:
    """A value as script that is inert wherever it comes to stand."""
    return inert(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def inert(written: str) -> str:
    """JSON as script that ends no element and no line."""
    for sign, safe in _SAFE.items():  # five times as fast as translate
        written = written.replace(sign, safe)
    return written
