"""Fills the tables of a published file: schemas from a real one, agencies and reports drawn, figures made to add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.release_file import order_of
from flows.sql import sql_text
from tools.simulated.figures import FOLDER, ROOT, TABLES, wide
from tools.simulated.series import SERIES, add_series, keep

_INPUTS = {
    "sim_organs": FOLDER / "organs.csv",
    "sim_planted": FOLDER / "errors.csv",
    "sim_form_slots": ROOT / "extractors/forms/slots.csv",
    "sim_identities": ROOT / "expectations/identities.csv",
}
_KEPT = ("facts", "findings")
"""Marts of a batch of reports that other marts of the batch are made from."""
AGENCIES_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much is wanted."""

    agencies: int
    years: int
    last_year: int = 2024
    whole: bool = False
    """Whether also what is judged cell by cell."""


def simulate(model: Path, target: Path, size: Size) -> None:
    """Writes a new DuckDB file with the marts of a published one, columns and types alike; raises duckdb.Error."""
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"attach {sql_text(model)} as model (read_only)")
        connection.execute("set memory_limit = '9GB'")
        marts = _empty_marts(connection)
        _draw(connection, size)
        _copy_vocabularies(connection, marts)
        for first, last in _batches(connection):
            _add_batch(connection, marts, first, last)
        add_series(connection, whole=size.whole)
        for mart, query in _recipes("whole", marts):
            _insert(connection, mart, query)
        connection.execute("detach model")


def _empty_marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Creates the marts of the model without rows; out come their names."""
    connection.execute("create schema marts")
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'model' and schema_name = 'marts' order by 1"
    ).fetchall()
    for (mart,) in rows:
        connection.execute(f"create table marts.{mart} as from model.marts.{mart} limit 0")
    return [str(row[0]) for row in rows]


def _draw(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Agencies and reports as temporary tables."""
    for table, path in _INPUTS.items():
        connection.execute(f"create temp table {table} as from read_csv({sql_text(path)}, header = true)")
    for name, value in (("agencies", size.agencies), ("years", size.years), ("last_year", size.last_year)):
        connection.execute(f"set variable {name} = {int(value)}")
    connection.execute(f"set variable whole = {size.whole}")
    for step in sorted((FOLDER / "steps").glob("*.sql")):
        connection.execute(step.read_text(encoding="utf-8"))


def _copy_vocabularies(connection: duckdb.DuckDBPyConnection, marts: Sequence[str]) -> None:
    """Marts without a recipe are the same in every release: categories, regions and the like."""
    drawn = {*SERIES, *(path.stem for path in FOLDER.glob("marts/*/*.sql"))}
    for mart in marts:
        if mart not in drawn:
            connection.execute(f"insert into marts.{mart} from model.marts.{mart}")


def _batches(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Agencies in the order of their names, some at a time: first and last name of each batch."""
    yield from connection.execute(
        f"""
        select min(agency_name), max(agency_name)
        from (select agency_name, (row_number() over (order by agency_name) - 1) // {AGENCIES_AT_ONCE} as batch
              from sim_agencies)
        group by batch order by batch
        """
    ).fetchall()


def _add_batch(connection: duckdb.DuckDBPyConnection, marts: Sequence[str], first: str, last: str) -> None:
    """The reports of some agencies, in every mart that has rows of reports."""
    connection.execute(
        "create or replace temp table sim_chunk as from sim_reports where found and agency_name between ? and ?",
        [first, last],
    )
    for table, mart in TABLES.items():
        connection.execute(f"create or replace temp table sim_wide_{mart} as {wide(table, 'sim_chunk')}")
    keep(connection)
    recipes = dict(_recipes("each", marts))
    for mart in _KEPT:
        connection.execute(f"create or replace temp table sim_{mart} as {recipes[mart]}")
        recipes[mart] = f"from sim_{mart}"
    for mart, query in recipes.items():
        _insert(connection, mart, query)


def _recipes(folder: str, marts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The queries that fill marts, of those marts that the model has."""
    for path in sorted((FOLDER / "marts" / folder).glob("*.sql")):
        if path.stem in marts:
            yield path.stem, path.read_text(encoding="utf-8")


def _insert(connection: duckdb.DuckDBPyConnection, mart: str, query: str) -> None:
    """Adds the rows of a query to a mart, in the order of a release; columns that the query lacks stay null."""
    wanted = _columns(connection, f"from marts.{mart}")
    given = set(_columns(connection, query))
    shared = ", ".join(f'"{name}"' for name in wanted if name in given)
    order = ", ".join(f'"{name}"' for name in order_of([name for name in wanted if name in given]))
    connection.execute(f"insert into marts.{mart} by name select {shared} from ({query}) order by {order}")


def _columns(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """The names of the columns of a query."""
    return [str(row[0]) for row in connection.execute(f"describe {query}").fetchall()]
