"""What stands beside the tables of a release for people: changes, sources, licence, and the sums of all files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.exports import write_guarded_csv
from flows.pages.labels import Labels, load_labels, load_rules
from flows.pages.render import TEMPLATES, number, page_environment, write_page
from flows.pages.words import Words, load_words
from flows.release_changes import TableChange
from flows.release_difference import SUMS, Changes
from flows.runs import Run
from flows.settings import Settings
from flows.sql import sql_text

_SHOWN = 200
"""Rows of a list in CHANGES.md, and documents in SOURCES.md."""
Said = tuple[str, dict[str, object]]
"""A word of the pages, and the values that fill it."""
_SOURCES = Path(__file__).parent / "changes" / "sources.sql"


def write_change_pages(changes: Changes, folder: Path, run: Run) -> None:
    """Writes changes.html and CHANGES.md, both in Chinese and English."""
    words, labels = load_words(), load_labels()
    lists = {name: changes.list_of(name) for name in ("figures", "findings", "reports", "agencies")}
    told = {"changes": changes, "lists": lists, "shown": _SHOWN, "summary": _summary(changes), "columns_of": _columns}
    pages = {page.stem: page.relative_to(folder).as_posix() for page in (folder / "quality" / "reports").glob("*.html")}
    html = page_environment(words, labels, load_rules()).get_template("changes.html.j2")
    write_page(html.render(told, root="quality/", run=run, made_from="", pages=pages), folder / "changes.html")
    text = _plain_environment(words, labels).get_template("changes.md.j2").render(told)
    (folder / "CHANGES.md").write_text(text, encoding="utf-8")


def _summary(changes: Changes) -> Said:
    """The word and the values of the sentence that says it all."""
    if changes.previous is None:
        return "release_first", {}
    if changes.problem:
        return "release_unread", {"previous": changes.previous, "problem": changes.problem}
    if changes.same:
        return "release_same", {"previous": changes.previous}
    return "release_differs", {"previous": changes.previous, **changes.counts()}


def _columns(table: TableChange) -> Iterator[Said]:
    """The words and values that say what became of the columns of a table."""
    for name in table.columns_added:
        yield "release_column_added", {"name": name}
    for name in table.columns_removed:
        yield "release_column_removed", {"name": name}
    for name in table.columns_retyped:
        yield "release_column_retyped", {"name": name}
    for name, count in (table.columns_changed or {}).items():
        yield "release_column_differs", {"name": name, "count": count}
    if table.status == "changed" and not table.key:
        yield "release_by_rows", {}


def _plain_environment(words: Words, labels: Labels) -> Environment:
    """The templates of plain text, whose words stand in both languages beside each other."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=False, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip

    def two(key: str, **values: object) -> str:
        return " ".join(text.format(**values) for text in dict.fromkeys(words.by_key[key]))

    def term(vocabulary: str, code: str | None) -> str:
        return " ".join(dict.fromkeys(words.term_pair(vocabulary, code)))

    environment.globals.update(two=two, term=term, labels=labels)
    environment.filters.update(cell=_cell, number=number)
    return environment


def _cell(text: object) -> str:
    """Text that may stand in a cell of a Markdown table."""
    plain = "" if text is None else str(text)
    return " ".join(plain.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def write_sources(settings: Settings, folder: Path) -> None:
    """Writes sources.csv with each document, SOURCES.md that says what may be done with them, and LICENSE."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {sql_text(settings.warehouse)} as built (read_only)")
        connection.execute(f"create temp table sources as {_SOURCES.read_text(encoding='utf-8')}")
        described = connection.execute("select column_name, column_type from (describe sources)").fetchall()
        write_guarded_csv(connection, "from sources order by rowid", described, folder / "sources.csv")
        total = connection.execute("select count(*) from sources").fetchall()[0][0]
        first = connection.execute(f"from sources order by rowid limit {_SHOWN}")
        names = [column[0] for column in first.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in first.fetchall()]
    text = _plain_environment(load_words(), load_labels()).get_template("sources.md.j2")
    (folder / "SOURCES.md").write_text(text.render(rows=rows, total=total), encoding="utf-8")
    (folder / "LICENSE").write_text(_licence(settings.package), encoding="utf-8")


def _licence(package: Path) -> str:
    """The licence of the code: beside the rooms in a checkout, else as it was installed."""
    file = package / "LICENSE"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    return distribution("gouji").read_text("licenses/LICENSE") or ""


def write_sums(folder: Path, known: Mapping[str, str]) -> None:
    """Writes the sha256 of every file as `sha256sum -c` reads it; `known` holds those of the published files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    lines = [f"{known.get(name) or _digest(path)}  {name}\n" for name, path in zip(names, files, strict=True)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
