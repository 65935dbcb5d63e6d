"""Programs of readers, each a process of its own: one holds the published files open, one opens them without end.

usage: python reader.py hold|loop PUBLISHED
`hold` answers each line of its input with a line of JSON; the line `reopen` lets it close and open everything first.
`loop` opens, reads and closes until its input ends, and then tells what it saw.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.parquet

QUERY = "select sum(value)::varchar from marts.facts"
Seen = dict[str, str]


class Held:
    """Everything of one version, open."""

    def __init__(self, published: Path) -> None:
        self.connection = duckdb.connect(str(published / "gouji.duckdb"), read_only=True)
        self.parquet = pyarrow.parquet.ParquetFile(published / "parquet" / "facts.parquet")
        self.page = (published / "quality" / "index.html").open(encoding="utf-8")

    def read(self) -> Seen:
        """What the open files say."""
        self.page.seek(0)
        total = self.parquet.read(columns=["value"]).to_pandas()["value"].sum()
        return {"database": ask(self.connection), "parquet": f"{total}", "page": self.page.read()}

    def close(self) -> None:
        self.connection.close()
        self.parquet.close()
        self.page.close()


def ask(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute(QUERY).fetchall()[0][0])


def hold(published: Path) -> None:
    held = Held(published)
    for line in sys.stdin:
        if line.strip() == "reopen":
            held.close()
            held = Held(published)
        facts = published / "parquet" / "facts.parquet"
        frame = pandas.read_parquet(facts, columns=["value"])
        # a scan is made anew for each question: Polars keeps what it learnt of the file that it scanned first
        lazy = polars.scan_parquet(facts).select(polars.col("value").sum())
        now = {"polars": f"{lazy.collect().item()}", "pandas": f"{frame['value'].sum()}"}
        print(json.dumps({**held.read(), **now}), flush=True)


def loop(published: Path) -> None:
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    seen: list[str] = []
    rounds = 0
    print("ready", flush=True)
    while not ended.is_set():
        held = Held(published)
        said = held.read()["database"]
        held.close()
        rounds += 1
        if said not in seen[-1:]:
            seen.append(said)
    print(json.dumps({"seen": seen, "rounds": rounds}))


if __name__ == "__main__":
    {"hold": hold, "loop": loop}[sys.argv[1]](Path(sys.argv[2]))
