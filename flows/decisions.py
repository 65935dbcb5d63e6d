"""What people decided goes into the warehouse before a build; after it, what does not apply is told."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from expectations.equations import IdentityTerm
from flows.errors import GoujiError
from flows.settings import Settings
from flows.verdicts import ACCEPTED, CORRECTIONS, Catalogue, read_corrections, read_verdicts
from flows.warehouse import Warehouse

_log = logging.getLogger("gouji.decisions")

_DECIDED = {
    **dict.fromkeys(("agency", "reason", "author", "place"), pa.string()),
    "year": pa.int32(),
    "decided_on": pa.date32(),
}
_VERDICTS = pa.schema({**_DECIDED, **dict.fromkeys(("identity", "instance", "verdict", "finding_id"), pa.string())})
_CORRECTIONS = pa.schema(
    {
        **_DECIDED,
        **dict.fromkeys(("slot", "old_value", "new_value", "new_state", "error_of"), pa.string()),
        "new_number": pa.decimal128(28, 6),
    }
)
_ELSEWHERE = """
select place, agency_name, "year" from {table}
where not exists (
    select 1 from intermediate.int_reports as reports
    where reports.agency_name = decided.agency_name and reports."year" = decided."year"
)
order by place
"""
_OTHER_FIGURES = """
select verdicts.place || ': ' || verdicts.agency_name || ' ' || verdicts."year" || ' ' || verdicts.identity || ' '
    || verdicts.instance || ' is no longer finding ' || verdicts.finding_id || ', it has other figures now; '
    || 'the verdict does not apply'
from staging.stg_verdicts as verdicts
inner join intermediate.int_findings as findings using (agency_name, "year", identity, instance)
where verdicts.finding_id <> findings.finding_id
order by 1
"""
_REFUSED = "select message from intermediate.int_corrections where message is not null order by place"


def take_in(settings: Settings, warehouse: Warehouse, terms: Iterable[IdentityTerm]) -> None:
    """Puts the verdicts and corrections of the settings' folder into the warehouse; raises GoujiError without one."""
    if not settings.verdicts.is_dir():
        raise GoujiError(f"there is no folder {settings.verdicts} (GOUJI_VERDICTS); nothing was published")
    known = Catalogue(terms)
    warehouse.replace("verdicts", _table(read_verdicts(settings.verdicts, known), _VERDICTS))
    warehouse.replace("corrections", _table(read_corrections(settings.verdicts, known), _CORRECTIONS))


def tell_what_does_not_apply(settings: Settings) -> None:
    """One line for each correction that is refused and each verdict on other figures, one for each file's strangers."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        for query in (_REFUSED, _OTHER_FIGURES):
            for (line,) in connection.execute(query).fetchall():
                _log.warning("%s", line)
        for name, table in ((ACCEPTED, "staging.stg_verdicts"), (CORRECTIONS, "staging.stg_corrections")):
            found = connection.execute(_ELSEWHERE.format(table=f"{table} as decided")).fetchall()
            if found:
                _log.warning("%s", _strangers(name, found))


def _strangers(name: str, found: Sequence[tuple[Any, ...]]) -> str:
    """One line about the rows of a file that concern no report of this home; a misspelt name looks the same."""
    place, agency, year = found[0]
    others = f" and {len(found) - 1} more rows" if len(found) > 1 else ""
    line = str(place).removeprefix(f"{name} ")
    return f"{name}: no report here is that of {agency} {year} ({line}{others}); nothing to apply it to"


def _table(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows as Arrow."""
    return pa.Table.from_pylist(list(rows), schema=schema)
