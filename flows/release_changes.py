"""What differs between two published files: tables, columns, and rows by their key, found by sets inside DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

Key = tuple[str, ...]
BEFORE, AFTER = "before", "after"
"""The two files as they are attached."""
Status = Literal["same", "changed", "added", "removed", "unknown"]
_BUCKETS = 65_536
"""Rows are first compared by so many sums, so that only those are joined that stand in a bucket that differs."""
_UNREADABLE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)
"""What a damaged file raises; anything else is a fault of ours and must not be taken for one of the file."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table on both sides: what came, what went, and name → (type before, type after) of the rest."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    shared: Mapping[str, tuple[str, str]]

    @property
    def retyped(self) -> tuple[str, ...]:
        """Columns that are of another type now."""
        return tuple(f"{name}: {was} → {now}" for name, (was, now) in self.shared.items() if was != now)


@dataclass(frozen=True, slots=True)
class TableChange:
    """What became of one table; rows are counted, and the temporary table `told_<table>` names them."""

    table: str
    status: Status
    rows_before: int | None = None
    rows_after: int | None = None
    key: Key = ()
    added: int = 0
    removed: int = 0
    changed: int = 0
    columns_changed: Mapping[str, int] | None = None
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    columns_retyped: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An open connection that has both files attached, and what is known of their tables."""

    connection: duckdb.DuckDBPyConnection
    keys: Mapping[str, Key]
    varying: frozenset[str]
    """Columns that differ between two runs over the same documents; they are not compared."""
    same: frozenset[str] = frozenset()
    """Tables of which the manifests say that their content is the same."""

    def tables(self) -> Iterator[TableChange]:
        """What became of each table of either file."""
        before, after = self.names(BEFORE), self.names(AFTER)
        for table in sorted(before | after):
            try:
                yield self._table(table, table in before, table in after)
            except _UNREADABLE as error:
                yield TableChange(table, "unknown", problem=str(error).splitlines()[0])

    def names(self, side: str) -> frozenset[str]:
        """The tables of one side."""
        query = "select table_name from duckdb_tables() where database_name = ? and schema_name = 'marts'"
        return frozenset(str(row[0]) for row in self.connection.execute(query, [side]).fetchall())

    def _table(self, table: str, was: bool, is_now: bool) -> TableChange:
        """What became of one table; raises duckdb.Error where a file cannot be read."""
        if not was:
            return self.alone(table)
        rows_before = self._count(f"{BEFORE}.marts.{table}")
        if not is_now:
            return TableChange(table, "removed", rows_before, removed=rows_before)
        rows_after = self._count(f"{AFTER}.marts.{table}")
        columns = self._columns(table)
        key = self._key(table, columns)
        counts, moved = ({}, {}) if self._is_same(table, columns) else self._rows(table, key, columns)
        differs = counts or columns.added or columns.removed or columns.retyped
        return TableChange(
            table, "changed" if differs else "same", rows_before, rows_after, key,
            added=counts.get("added", 0), removed=counts.get("removed", 0), changed=counts.get("changed", 0),
            columns_changed=moved, columns_added=columns.added, columns_removed=columns.removed,
            columns_retyped=columns.retyped,
        )  # fmt: skip

    def alone(self, table: str) -> TableChange:
        """A table that only the later side has."""
        rows = self._count(f"{AFTER}.marts.{table}")
        return TableChange(table, "added", None, rows, added=rows)

    def _is_same(self, table: str, columns: Columns) -> bool:
        """Whether the rows need no look."""
        return table in self.same and not (columns.added or columns.removed or columns.retyped)

    def _count(self, source: str) -> int:
        """The rows of a table."""
        row = self.connection.execute(f"select count(*) from {source}").fetchone()
        return int(row[0]) if row else 0

    def _columns(self, table: str) -> Columns:
        """The columns of a table on both sides, those that vary from run to run aside."""
        was, now = (self._types(side, table) for side in (BEFORE, AFTER))
        added = tuple(name for name in now if name not in was)
        removed = tuple(name for name in was if name not in now)
        return Columns(added, removed, {name: (was[name], now[name]) for name in now if name in was})

    def _types(self, side: str, table: str) -> dict[str, str]:
        """The columns of one side with their types."""
        found = self.connection.execute(f"select column_name, column_type from (describe {side}.marts.{table})")
        return {str(name): str(kind) for name, kind in found.fetchall() if name not in self.varying}

    def _key(self, table: str, columns: Columns) -> Key:
        """The key of a table where both sides have it and it tells their rows apart; else nothing."""
        key = self.keys.get(table, ())
        if not key or not set(key) <= set(columns.shared):
            return ()
        return key

    def _rows(self, table: str, key: Key, columns: Columns) -> tuple[dict[str, int], dict[str, int]]:
        """The rows by what became of them, and the changed rows by column."""
        if key:
            self._moved(table, key, columns)
            if self._is_unique(key, table):
                return self._keyed(table, key, columns)
        return self._whole(table, columns), {}

    def _moved(self, table: str, key: Key, columns: Columns) -> None:
        """Keeps the buckets of keys whose rows are not the same on both sides."""
        sums = [
            f"select {_bucket(key)} as bucket, count(*) as n, sum({_hash(side, columns)}::hugeint) as content"
            f" from {side}.marts.{table} group by all"
            for side in (BEFORE, AFTER)
        ]
        self.connection.execute(
            f"""
            create or replace temp table moved as
            select bucket from ({sums[0]}) as b full join ({sums[1]}) as a using (bucket)
            where b.n is distinct from a.n or b.content is distinct from a.content
            """
        )

    def _is_unique(self, key: Key, table: str) -> bool:
        """Whether no two rows that have to be looked at share a key."""
        inside = f"where {_bucket(key)} in (from moved)"
        twice = " union all ".join(
            f"(select 1 from {side}.marts.{table} {inside} group by {_list(key)} having count(*) > 1 limit 1)"
            for side in (BEFORE, AFTER)
        )
        return not self.connection.execute(twice).fetchall()

    def _keyed(self, table: str, key: Key, columns: Columns) -> tuple[dict[str, int], dict[str, int]]:
        """Compares by key; `told_<table>` gets the keys, what became of the row, and which columns changed."""
        names = [f'coalesce(a."{name}", b."{name}") as "{name}"' for name in key]
        sides = [
            f"select {_list(columns.shared)}, {_hash(side, columns)} as content from {side}.marts.{table}"
            f" where {_bucket(key)} in (from moved)"
            for side in (BEFORE, AFTER)
        ]
        joined = " and ".join(f'b."{name}" is not distinct from a."{name}"' for name in key)
        self.connection.execute(
            f"""
            create or replace temp table told_{table} as
            select
                case when b.content is null then 'added' when a.content is null then 'removed' else 'changed' end
                    as change,
                {", ".join(names)},
                case when a.content is not null and b.content is not null then {_changed_columns(key, columns)} end
                    as columns_changed
            from ({sides[0]}) as b full join ({sides[1]}) as a on {joined}
            where a.content is distinct from b.content
            """
        )
        return self._counts(table), self._moved_columns(table)

    def _whole(self, table: str, columns: Columns) -> dict[str, int]:
        """Compares whole rows, for a table without a key: what is not on both sides came or went."""
        was, now = (f"select {_cells(side, columns)} from {side}.marts.{table}" for side in (BEFORE, AFTER))
        self.connection.execute(
            f"""
            create or replace temp table told_{table} as
            select 'added' as change, * from ({now} except all {was})
            union all
            select 'removed' as change, * from ({was} except all {now})
            """
        )
        return self._counts(table)

    def _counts(self, table: str) -> dict[str, int]:
        """The rows that were told of, by what became of them."""
        return dict(self.connection.execute(f"select change, count(*) from told_{table} group by 1").fetchall())

    def _moved_columns(self, table: str) -> dict[str, int]:
        """In how many changed rows each column differs, the most frequent first."""
        named = f"select unnest(columns_changed) as name from told_{table}"
        query = f"select name, count(*) from ({named}) group by 1 order by 2 desc, 1"
        return dict(self.connection.execute(query).fetchall())


def _list(names: Sequence[str] | Mapping[str, object]) -> str:
    """Column names for a select list."""
    return ", ".join(f'"{name}"' for name in names)


def _bucket(key: Key) -> str:
    """The bucket of a row, the same on both sides: that of the first column, for what changes, changes by report."""
    return f'(hash("{key[0]}"::varchar) % {_BUCKETS})::integer'


def _hash(side: str, columns: Columns) -> str:
    """A hash of the columns that both sides have."""
    return f"hash({', '.join(_cell(side, name, *kinds) for name, kinds in columns.shared.items())})"


def _cells(side: str, columns: Columns) -> str:
    """The columns that both sides have, of one type."""
    return ", ".join(f'{_cell(side, name, *kinds)} as "{name}"' for name, kinds in columns.shared.items())


def _cell(side: str, name: str, was: str, now: str) -> str:
    """A column; one that has another type now is compared as what it has become."""
    return f'"{name}"' if side == AFTER or was == now else f'try_cast("{name}" as {now})'


def _changed_columns(key: Key, columns: Columns) -> str:
    """The names of the columns in which a row differs, as a list."""
    cells = [
        f"""case when a."{name}" is distinct from {_before(name, *kinds)} then '{name}' end"""
        for name, kinds in columns.shared.items()
        if name not in key
    ]
    return f"list_filter([{', '.join(cells)}], lambda name: name is not null)" if cells else "[]::varchar[]"


def _before(name: str, was: str, now: str) -> str:
    """A column of the side before, as what it has become."""
    return f'b."{name}"' if was == now else f'try_cast(b."{name}" as {now})'
