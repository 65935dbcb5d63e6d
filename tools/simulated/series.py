"""The marts of series: disclosures by category and metrics by agency, each column computed over all reports at once.

The reports stand in one order in `sim_years`; what is computed for them lies beside it in tables of the same order, so
that nothing is joined by key or sorted twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from flows.sql import sql_text
from tools.simulated.figures import TABLES

_PLACES = ("level", "agency_kind", "sector", "province", "is_counted")
_FACTS = (
    "numerator", "denominator", "value", "comparability", "change", "rank", "peers", "rank_in_region",
    "peers_in_region",
)  # fmt: skip
SERIES = ("disclosures", "agency_metrics", "agency_years")
"""The marts that are made here."""
_FIELDS = ("change", "rank", "peers")
Slots = Mapping[str, Mapping[str, str]]
"""Category to form to the sum of slots that measures it."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with the sums of categories above and below the line."""

    name: str
    numerator: str
    denominator: str | None


def keep(connection: duckdb.DuckDBPyConnection) -> None:
    """Sets the figures of one batch of reports aside, all tables side by side."""
    wides = " ".join(
        f"left join sim_wide_{mart} as {mart} on reports.report_id = {mart}.report_id" for mart in TABLES.values()
    )
    figures = ", ".join(f"{mart}.* exclude (report_id, agency_id, agency_name, year, form)" for mart in TABLES.values())
    query = f"""
        select reports.report_id, reports.agency_id, reports.agency_name, reports.series_id, reports.year, reports.form,
            reports.province, reports.city, reports.county, reports.region_code, reports.level, reports.agency_kind,
            reports.sector, reports.agency_kind <> 'government' as is_counted, {figures}
        from sim_chunk as reports {wides} order by reports.agency_name, reports.year
    """
    connection.execute(f"create temp table if not exists sim_years as select * from ({query}) limit 0")
    connection.execute(f"insert into sim_years {query}")


def add_series(connection: duckdb.DuckDBPyConnection, *, whole: bool) -> None:
    """Fills disclosures, agency_metrics and agency_years from the figures set aside."""
    slots = _slots(connection)
    _steps(connection)
    for category, by_form in slots.items():
        if whole or category.count("/") < 2 or not category.startswith("requests/") or "/received/" in category:
            _add_disclosures(connection, category, by_form)
    metrics = list(_metrics(connection))
    for metric in metrics:
        _add_metric(connection, metric, slots)
    _add_agency_years(connection, metrics)
    _sum_regions(connection, metrics)


def _slots(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """What measures each category in the tables of each form."""
    found: dict[str, dict[str, str]] = {}
    rows = connection.execute(
        """
        select category, form, slots from model.marts.crosswalk
        where source = 'table' and slots is not null order by all
        """
    ).fetchall()
    for category, form, slots in rows:
        found.setdefault(category, {})[form] = _columns(slots)
    return found


def _columns(slots: str) -> str:
    """`requests/a/b + requests/c/d` as columns of the wide tables."""
    return " + ".join("__".join(slot.split("/")[1:]) for slot in slots.split(" + "))


def _value(by_form: Mapping[str, str]) -> str:
    """The SQL that measures a category in whichever form a report follows."""
    cases = " ".join(f"when '{form}' then {columns}" for form, columns in by_form.items())
    return f"case form {cases} end" if cases else "null"


def _steps(connection: duckdb.DuckDBPyConnection) -> None:
    """How far each year of a category compares with the year before."""
    connection.execute(
        """
        create temp table sim_steps as
        select
            categories.category,
            breaks.year,
            arg_max(breaks.comparability, (breaks.comparability = 'break')::integer) as comparability,
            any_value(breaks.reason_zh) as reason_zh,
            any_value(breaks.reason_en) as reason_en
        from model.marts.categories as categories
        inner join model.marts.breaks as breaks
            on categories.category = breaks.category
            or breaks.kind = 'law' and starts_with(categories.category, breaks.category || '/')
        group by categories.category, breaks.year
        """
    )


def _add_disclosures(connection: duckdb.DuckDBPyConnection, category: str, by_form: Mapping[str, str]) -> None:
    """One category of all reports, in the order of a release."""
    forms = ", ".join(f"'{form}'" for form in by_form)
    connection.execute(
        f"""
        insert into marts.disclosures by name
        select years.agency_id, years.agency_name, years.series_id, years.year, {sql_text(category)} as category,
            {_value(by_form)} as value, 'number' as state, years.form,
            (select unit from model.marts.categories where category = {sql_text(category)}) as unit,
            coalesce(steps.comparability, 'same') as comparability, steps.reason_zh, steps.reason_en,
            'table' as source, years.report_id, years.is_counted
        from sim_years as years
        left join (from sim_steps where category = {sql_text(category)}) as steps on years.year = steps.year
        where years.form in ({forms})
        """
    )


def _metrics(connection: duckdb.DuckDBPyConnection) -> Iterator[Metric]:
    """The metrics of the model."""
    rows = connection.execute("select metric, numerator, denominator from model.marts.metrics order by position")
    yield from (Metric(*row) for row in rows.fetchall())


def _add_metric(connection: duckdb.DuckDBPyConnection, metric: Metric, slots: Slots) -> None:
    """One metric of all reports: a table in their order, and rows of agency_metrics by year and agency."""
    terms = (*metric.numerator.split(" + "), *(metric.denominator or "").split(" + "))
    above = _sum(metric.numerator, slots)
    below = _sum(metric.denominator, slots) if metric.denominator else "null"
    value = "numerator / nullif(denominator, 0)" if metric.denominator else "numerator"
    connection.execute(
        f"""
        create temp table sim_metric_{metric.name} as
        with terms as (
            select row_number() over () as place, series_id, year, level, agency_kind, province,
                {above}::double as numerator, {below}::double as denominator
            from sim_years
        ),
        valued as (select *, {value} as value from terms),
        steps as (select year, max(comparability = 'break') as is_break from sim_steps
            where category in ({", ".join(map(sql_text, terms))}) group by year)
        select numerator, denominator, value,
            case when is_break then 'break' when is_break is null then 'same' else 'near' end as comparability,
            case when not coalesce(is_break, false) and lag(valued.year) over in_series = valued.year - 1
                then value - lag(value) over in_series end as change,
            case when value is not null then rank() over (among_peers order by value desc nulls last) end as rank,
            count(value) over among_peers as peers,
            case when value is not null then rank() over (in_region order by value desc nulls last) end
                as rank_in_region,
            count(value) over in_region as peers_in_region
        from valued left join steps on valued.year = steps.year
        window in_series as (partition by series_id order by valued.year),
            among_peers as (partition by valued.year, level, agency_kind),
            in_region as (partition by valued.year, level, agency_kind, province)
        order by place
        """
    )
    connection.execute(
        f"""
        insert into marts.agency_metrics by name
        select agency_id, series_id, year, report_id, {sql_text(metric.name)} as metric, {", ".join(_PLACES + _FACTS)}
        from sim_years positional join sim_metric_{metric.name} order by year, agency_id
        """
    )


def _sum(categories: str, slots: Slots) -> str:
    """A sum of categories as SQL."""
    return " + ".join(f"({_value(slots.get(category, {}))})" for category in categories.split(" + "))


def _add_agency_years(connection: duckdb.DuckDBPyConnection, metrics: Sequence[Metric]) -> None:
    """One row a report, with the metrics as the model has them."""
    names = {str(row[0]) for row in connection.execute("describe marts.agency_years").fetchall()}
    values = [f"m_{each.name}.value as {each.name}" for each in metrics if each.name in names]
    fields = [(each.name, field) for each in metrics for field in _FIELDS if f"{each.name}_{field}" in names]
    columns = ", ".join([*values, *(f"m_{metric}.{field} as {metric}_{field}" for metric, field in fields)])
    connection.execute(_FOUND)
    connection.execute(
        f"""
        insert into marts.agency_years by name
        select years.agency_id, years.agency_name, years.series_id, years.province, years.city, years.county,
            years.region_code, years.level, years.agency_kind, years.sector, years.year, years.report_id, years.form,
            years.is_counted, {columns}, found.findings, found.findings as open_findings,
            found.findings as broken_mandated
        from sim_years as years positional join sim_found as found {_beside(metrics)}
        """
    )


_FOUND = """
create temp table sim_found as
select coalesce(found.findings, 0) as findings
from sim_years as years
left join (select report_id, count(*) as findings from marts.findings group by report_id) as found
    on years.report_id = found.report_id
order by years.agency_name, years.year
"""


def _sum_regions(connection: duckdb.DuckDBPyConnection, metrics: Sequence[Metric]) -> None:
    """Sums of every metric by region and year, of all that lies in a region and of its own level.

    Governments repeat their bureaus here and are left out.
    """
    connection.execute(
        f"""
        create temp table sim_region_sums as
        select lies.lies_in as region_code, years.year, {", ".join(_region_columns(metrics))}
        from (select years.*, {", ".join(_sides(metrics))} from sim_years as years {_beside(metrics)}) as years
        inner join sim_lies_in as lies on years.agency_id = lies.agency_id
        where years.is_counted
        group by lies.lies_in, years.year
        """
    )


def _sides(metrics: Sequence[Metric]) -> list[str]:
    """Numerators, and denominators where there are some."""
    above = [f"m_{each.name}.numerator as above_{each.name}" for each in metrics]
    return above + [f"m_{each.name}.denominator as below_{each.name}" for each in metrics if each.denominator]


def _region_columns(metrics: Sequence[Metric]) -> Iterator[str]:
    """Counts as sums, also of the own level; shares as sums over sums."""
    for each in metrics:
        above, below = f"sum(above_{each.name})", f"sum(below_{each.name})"
        if each.denominator:
            yield f"{above} / nullif({below}, 0) as {each.name}"
        else:
            yield f"{above} as {each.name}, {above} filter (where is_own) as own_{each.name}"


def _beside(metrics: Sequence[Metric]) -> str:
    """The tables of the metrics beside the reports."""
    return " ".join(f"positional join sim_metric_{each.name} as m_{each.name}" for each in metrics)
