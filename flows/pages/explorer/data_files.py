"""The data files of the explorer: small scripts beside the pages, read only when a page wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from extractors import forms
from flows.batches import batches
from flows.pages.explorer.catalogue import Catalogue, Pair, first_category, labels
from flows.pages.explorer.pinyin import initials
from flows.pages.labels import Labels
from flows.pages.listing import inert, script
from flows.pages.marts import Row, query_rows, rows_by
from flows.pages.render import write_page
from flows.pages.report_pages import safe_name
from flows.pages.words import Words

AGENCIES_A_FILE = 4000
"""Keeps each file of the search well below one megabyte."""
_AT_A_TIME = 500
_VOCABULARIES = ("state", "section", "level", "agency_kind", "form", "table", "place", "unit")
_UI = "explorer"
"""The words of explorer.js and its likes have keys that begin so."""


def write_index(folder: Path, catalogue: Catalogue, words: Words, more: Mapping[str, object]) -> None:
    """Writes the agencies as the search reads them, and terms.js with what all data files share."""
    terms = {name: _codes(catalogue.agencies, name) for name in ("level", "agency_kind", "sector", "province")}
    files = []
    for piece, some in enumerate(batches(list(catalogue.agencies), AGENCIES_A_FILE), start=1):
        lines = ",\n".join(script(_agency(agency, terms)) for agency in some)
        name = f"agencies-{piece}"
        write_page(f'gouji.rows("{name}",[\n{lines}\n]);\n', folder / f"{name}.js")
        files.append(f"{name}.js")
    told = {
        "agency_files": files,
        "levels": terms["level"],
        "kinds": terms["agency_kind"],
        "sectors": terms["sector"],
        "provinces": terms["province"],
        "categories": [_category(row, catalogue) for row in catalogue.categories.values()],
        "metrics": [_metric(row) for row in catalogue.metrics.values()],
        "words": _words(words, catalogue),
        **more,
    }
    write_page(f"gouji.terms({script(told)});\n", folder / "terms.js")


def _codes(agencies: Sequence[Row], column: str) -> list[str]:
    """The values of a column, each once."""
    return sorted({agency[column] for agency in agencies if agency[column] is not None})


def _words(words: Words, catalogue: Catalogue) -> Mapping[str, Mapping[str, Pair]]:
    """The words that scripts say themselves, by vocabulary."""
    told: dict[str, Mapping[str, Pair]] = {name: dict(words.vocabulary(name)) for name in _VOCABULARIES}
    return {**told, "ui": dict(words.vocabulary(_UI)), "sector": catalogue.sectors}


def _agency(agency: Row, terms: Mapping[str, Sequence[str]]) -> list[object]:
    """An agency as explorer.js reads it."""
    regions = [agency[name] for name in ("province", "city", "county")]
    readings = initials(agency["agency_name"], regions)
    coded = [_place(terms[name], agency[name]) for name in ("level", "agency_kind", "sector", "province")]
    told = [agency["agency_id"], agency["agency_name"], list(agency["other_names"] or ()), list(readings), *coded]
    told += [agency["city"], agency["county"], agency["region_code"], agency["first_year"], agency["last_year"]]
    series = agency["series_id"]
    return [*told, agency["reports"], "" if series == agency["agency_id"] else series]


def _place(codes: Sequence[str], code: str | None) -> int:
    """The place of a code in its list; minus one for null."""
    return -1 if code is None else codes.index(code)


def _category(row: Row, catalogue: Catalogue) -> Mapping[str, object]:
    """A category as explorer.js reads it; `depth` is how many others it stands under, its section aside."""
    zh, en = labels(row)
    slots = {form: slot for (category, form), slot in catalogue.slots.items() if category == row["category"]}
    about = {"category": row["category"], "zh": zh, "en": en, "unit": row["unit"], "section": row["section"]}
    return {**about, "depth": _depth(row, catalogue), "file": category_file(row["category"]), "slots": slots}


def _depth(row: Row, catalogue: Catalogue) -> int:
    """How many categories stand above one, less the section."""
    above = catalogue.categories.get(row["parent"] or "")
    return 0 if above is None else (1 + _depth(above, catalogue) if above["parent"] else 0)


def category_file(category: str) -> str:
    """The name of the page of a category, without its ending."""
    return safe_name(category.replace("/", "-"))


def _metric(row: Row) -> Mapping[str, object]:
    """A metric as explorer.js reads it."""
    zh, en = labels(row)
    about = {"metric": row["metric"], "zh": zh, "en": en, "unit": row["unit"], "section": row["section"]}
    return {**about, "category": first_category(row)}


def write_series(connection: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue) -> None:
    """Writes <folder>/<series>.js with all numbers of each series that has reports."""
    reported = sorted({agency["series_id"] for agency in catalogue.agencies if agency["reports"]})
    for some in batches(reported, _AT_A_TIME):
        ids = list(some)
        metrics = rows_by(query_rows(connection, "site_series_metrics", [ids]), "series_id")
        for row in query_rows(connection, "site_series_data", [catalogue.paged is None, ids, ids]):
            write_page(_series(row, metrics[row["series_id"]]), folder / f"{safe_name(row['series_id'])}.js")


def _series(row: Row, metrics: Sequence[Row]) -> str:
    """The file of one series; its parts come as JSON from the database."""
    parts = {name: row[name] for name in ("reports", "rows", "reasons")}
    parts["metrics"] = metrics[0]["metrics"] if metrics else "[]"
    told = ",".join(f'"{name}":{part}' for name, part in parts.items())
    return inert(f'gouji.rows("series:{row["series_id"]}",[{{{told}}}]);\n')


def write_rankings(connection: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue) -> Mapping[str, object]:
    """Writes <folder>/ranking/<metric>-<year>.js and <folder>/coverage/<year>.js; out comes which years there are."""
    ids = [agency["agency_id"] for agency in catalogue.agencies]
    connection.register("site_numbers", pa.table({"agency_id": ids, "number": list(range(len(ids)))}))
    years: dict[str, list[int]] = {}
    for row in query_rows(connection, "site_ranking"):
        name = f"{row['metric']}-{row['year']}"
        write_page(f'gouji.rows("ranking:{name}",{row["told"]});\n', folder / "ranking" / f"{safe_name(name)}.js")
        years.setdefault(row["metric"], []).append(row["year"])
    covered = query_rows(connection, "site_coverage_data")
    for row in covered:
        write_page(f'gouji.rows("coverage:{row["year"]}",{row["told"]});\n', folder / "coverage" / f"{row['year']}.js")
    connection.unregister("site_numbers")
    return {"ranked": years, "covered": [row["year"] for row in covered]}


def write_light_reports(
    connection: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, names: Labels
) -> None:
    """Writes what report.html shows of the reports of each series, and the names of the slots beside that folder."""
    slots = _slots()
    lines = ",\n".join(script([slot, *names.slot_pair(slot, None)]) for slot in slots)
    write_page(f'gouji.rows("slots",[\n{lines}\n]);\n', folder.parent / "slots.js")
    connection.register("site_slots", pa.table({"slot": slots, "number": list(range(len(slots)))}))
    reported = sorted({agency["series_id"] for agency in catalogue.agencies if agency["reports"]})
    for some in batches(reported, _AT_A_TIME):
        rows = query_rows(connection, "site_light_reports", [catalogue.paged is None, list(some)])
        for series, own in rows_by(rows, "series_id").items():
            write_page(_light(series, own), folder / f"{safe_name(series)}.js")
    connection.unregister("site_slots")


def _slots() -> list[str]:
    """All slots of all forms, table by table in the order of the form that has them last."""
    last = {slot: max(by_form.items())[1] for slot, by_form in forms.slots().items()}
    return ["/".join(slot) for slot in sorted(last, key=lambda slot: (slot[0], last[slot].position))]


def _light(series: str, rows: Sequence[Row]) -> str:
    """The file of the reports of one series."""
    reports = (
        f'"{safe_name(row["report_id"])}":{{"about":{row["about"]},"facts":{row["facts"]},"claims":{row["claims"]}}}'
        for row in rows
    )
    return inert(f'gouji.rows("reports:{series}",[{{{",".join(reports)}}}]);\n')
