"""A notebook: how refusals developed, what can be compared, and where a number is printed.

`marimo edit docs/notebook/refusals.py` opens it, `python docs/notebook/refusals.py` runs it to its end.
It reads `published/` in the folder of the variable GOUJI_HOME, or in `gouji_home`.
"""

import marimo

app = marimo.App(width="medium", app_title="gouji: refusals")


@app.cell
def _():
    import os
    from pathlib import Path

    import duckdb
    import marimo as mo
    import polars as pl

    published = Path(os.environ.get("GOUJI_HOME", "gouji_home")) / "published"
    connection = duckdb.connect(str(published / "gouji.duckdb"), read_only=True)
    connection.execute("set search_path = 'marts'")
    return connection, mo, pl, published


@app.cell
def _(mo):
    mo.md("""
    # 不予公开：怎样变化，能不能比，印在哪里 · Refusals: how they develop, what compares, where it is printed

    先看有多少报告，再算比率，再看断点，最后回到原文。
    First what there is, then the rates, then the breaks, then the paper.
    """)


@app.cell
def _(connection, mo):
    coverage = connection.sql("""
        select "year", count(*) filter (is_expected) as expected, count(*) filter (status in ('found', 'late')) as found
        from coverage group by "year" order by "year"
    """).pl()
    mo.vstack([mo.md("## 1. 应有多少报告，取得多少 · What is there"), coverage])
    return (coverage,)


@app.cell
def _(pl, published):
    metrics = pl.read_parquet(published / "parquet" / "metrics.parquet")
    told = "label_zh", "label_en", "numerator", "denominator"
    refusals = metrics.filter(pl.col("metric") == "refused_rate").select(told)
    return (refusals,)


@app.cell
def _(mo, pl, published, refusals):
    rates = (
        pl.scan_parquet(published / "parquet" / "agency_metrics.parquet")
        .filter((pl.col("metric") == "refused_rate") & pl.col("value").is_not_null())
        .join(pl.scan_parquet(published / "parquet" / "agencies.parquet"), on="agency_id")
        .select("agency_name", "series_id", "year", "value", "change", "comparability", "rank", "peers", "report_id")
        .sort("series_id", "year")
        .collect()
    )
    mo.vstack([mo.md("## 2. 不予公开率：定义与数值 · The rate: definition and values"), refusals, rates])
    return (rates,)


@app.cell
def _(mo, pl, rates):
    medians = rates.group_by("year").agg(pl.len().alias("agencies"), pl.col("value").median().alias("median"))
    by_year = medians.sort("year")
    mo.vstack([mo.md("## 3. 逐年的中位数 · The median of each year"), by_year])
    return (by_year,)


@app.cell
def _(connection, mo):
    breaks = connection.sql("""
        select "year", kind, category, reason_zh, reason_en from breaks
        where category is null or category like 'requests%' or category like 'disputes%' order by "year"
    """).pl()
    mo.vstack([mo.md("## 4. 哪些年份不能直接相比 · What does not compare"), breaks])
    return (breaks,)


@app.cell
def _(connection, mo, rates):
    highest = rates.sort("value", descending=True).row(0, named=True)
    places = connection.execute(
        """
        select facts.row_code, facts.printed, facts.locator, reports.document_name, reports.source_uri
        from facts inner join reports using (report_id)
        where facts.report_id = ? and facts.column_code = 'total'
            and (facts.row_code like 'refused%' or facts.row_code = 'outcomes_total')
        order by facts.row_code
        """,
        [highest["report_id"]],
    ).pl()
    mo.vstack([mo.md(f"## 5. 回到原文 · Back to the paper: {highest['agency_name']} {highest['year']}"), places])
    return highest, places


@app.cell
def _(by_year, coverage, highest, places):
    found = coverage["found"].sum()
    print(f"{found} reports, refusals in {len(by_year)} years, {highest['agency_name']} in {len(places)} cells")


if __name__ == "__main__":
    app.run()
