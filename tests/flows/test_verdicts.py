"""The reviewed rows of accepted.csv and corrections.csv: which count, and what is said of the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from expectations.equations import compile_terms
from expectations.identities import read_identities, read_slots
from flows.decisions import take_in, tell_what_does_not_apply
from flows.errors import GoujiError
from flows.runs import new_run
from flows.settings import Settings
from flows.verdicts import Catalogue, read_corrections, read_verdicts
from flows.warehouse import open_warehouse
from tests.judged_reports import good
from tests.warehouse_fixtures import build, fill

AGENCY, REFUSED, STALE = "南通市财政局", "南通市统计局", "南通市教育局"
HEAD = "agency,year,identity,instance,verdict,reason,author,date,finding_id\n"
CORRECTIONS = "agency,year,slot,old_value,new_value,error_of,reason,author,date\n"


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return Catalogue(compile_terms(read_identities(), read_slots()))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",2019,requests_balance,total,accepted,told,,,", "the cell agency is empty"),
        ("甲局,19,requests_balance,total,accepted,told,,,", "'19' is not a year"),
        ("甲局,2019,requests_balanse,total,accepted,told,,,", "there is no identity 'requests_balanse'"),
        (
            "甲局,2019,requests_balance,totals,accepted,told,,,",
            "requests_balance has no instance 'totals'; it has business",
        ),
        ("甲局,2019,requests_balance,total,forgiven,told,,,", "'forgiven' is no verdict; choose explained, accepted"),
        ("甲局,2019,requests_balance,total,accepted,,,,", "the cell reason is empty"),
        ("甲局,2019,requests_balance,total,accepted,told,,yesterday,", "'yesterday' is not a date"),
    ],
)
def test_a_verdict_that_cannot_be_meant_is_one_line(
    tmp_path: Path, known: Catalogue, caplog: pytest.LogCaptureFixture, row: str, said: str
) -> None:
    good_row = "甲局,2018,requests_balance,total,explained,they wrote to us,Li,2026/1/31,"
    (tmp_path / "accepted.csv").write_text(f"{HEAD}{row}\n\n{good_row}\n{good_row}\n", encoding="utf-8")
    (kept,) = read_verdicts(tmp_path, known)
    assert (kept["verdict"], kept["author"], kept["place"]) == ("explained", "Li", "accepted.csv line 4")
    first, second = [record.getMessage() for record in caplog.records]
    assert first.startswith("accepted.csv line 2: ") and said in first
    assert second == "accepted.csv line 5: decides the same as accepted.csv line 4, which counts; row left out"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("甲局,2019,requests/received,1,2,,told,,", "no form has a slot 'requests/received'"),
        ("甲局,2019,requests/received/total,1,two,,told,,", "new_value 'two' is no figure"),
        ("甲局,2019,requests/received/total,1,1,,told,,", "are the same"),
        ("甲局,2019,requests/received/total,1,2,them,told,,", "error_of is 'them'; choose source, extraction"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_one_line(
    tmp_path: Path, known: Catalogue, caplog: pytest.LogCaptureFixture, row: str, said: str
) -> None:
    (tmp_path / "corrections.csv").write_bytes((CORRECTIONS + row).encode("gb18030"))
    assert read_corrections(tmp_path, known) == []
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("corrections.csv line 2: ") and said in line


def test_a_file_without_its_columns_stops_the_run_so_that_no_verdict_is_lost(tmp_path: Path, known: Catalogue) -> None:
    (tmp_path / "accepted.csv").write_text("agency,year\n甲局,2019\n", encoding="utf-8")
    with pytest.raises(GoujiError, match="has no column identity, instance, reason; nothing was published"):
        read_verdicts(tmp_path, known)


def test_rows_of_a_former_gouji_still_count(tmp_path: Path, known: Catalogue) -> None:
    former = "agency,year,identity,instance,reason\n甲 局,2019,requests_balance,total,told\n"
    (tmp_path / "accepted.csv").write_text(former, encoding="utf-8-sig")
    ((kept),) = read_verdicts(tmp_path, known)
    assert (kept["agency"], kept["verdict"], kept["reason"]) == ("甲局", "accepted", "told")


def settings_of(folder: Path, *agencies: str) -> Settings:
    """A home with a report of each agency, whose disputes do not add up and whose requests do not balance."""
    settings = Settings(home=folder / "home", verdicts=folder / "verdicts")
    settings.verdicts.mkdir()
    settings.warehouse.parent.mkdir(parents=True)
    wrong = {"disputes__reconsideration__total": "4", "requests__carried_out__business": "1"}
    fill(settings.warehouse, [good("2021", agency, 2022).changed(**wrong) for agency in agencies])
    return settings


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return settings_of(tmp_path, AGENCY)


def rebuilt(settings: Settings, accepted: str = "", corrections: str = "") -> None:
    """Take in what was decided, build, and note the findings as published ones are noted."""
    (settings.verdicts / "accepted.csv").write_text(HEAD + accepted, encoding="utf-8")
    (settings.verdicts / "corrections.csv").write_text(CORRECTIONS + corrections, encoding="utf-8")
    with open_warehouse(settings) as warehouse:
        take_in(settings, warehouse, compile_terms(read_identities(), read_slots()))
    build(settings.warehouse)
    tell_what_does_not_apply(settings)
    with open_warehouse(settings) as warehouse:
        warehouse.keep_sightings(new_run(settings))


@pytest.fixture(autouse=True)
def _messages(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.WARNING, logger="gouji"):
        yield


def ask(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


STATES = "select identity, instance, state, accepted_reason from marts.findings where state <> 'open'"
HOLDS = f"{AGENCY},2022,disputes_sum,litigation_direct,accepted,told,,,\n"
DISPUTES = f"{AGENCY},2022,disputes_sum,reconsideration,explained,a case was split,Li,2026-01-31,\n"
TOTAL = "disputes/reconsideration/total"


class Kept(logging.Handler):
    """What is said, in order."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[str]]:
    """A home on three agencies of which something was decided, and on one that is not there; and what was said."""
    settings = settings_of(tmp_path_factory.mktemp("decided"), AGENCY, REFUSED, STALE)
    accepted = DISPUTES + DISPUTES.replace(AGENCY, STALE).replace(",\n", ",f_0000\n") + HOLDS.replace(AGENCY, "乙局")
    corrections = (
        f"{AGENCY},2022,{TOTAL},4,3,source,the agency says so,Li,2026-02-01\n"
        f"{REFUSED},2022,{TOTAL},5,3,,told,Li,\n"
        f"乙局,2022,{TOTAL},5,3,,told,Li,\n"
    )
    kept = Kept()
    logging.getLogger("gouji").addHandler(kept)
    try:
        rebuilt(settings, accepted, corrections)
    finally:
        logging.getLogger("gouji").removeHandler(kept)
    return settings, kept.messages


def test_decisions_are_remembered_and_a_source_error_stays_visible(decided: tuple[Settings, list[str]]) -> None:
    home, messages = decided
    of_it = f"agency_name = '{AGENCY}'"
    assert ask(home, f"{STATES} and {of_it}") == [("disputes_sum", "reconsideration", "explained", "a case was split")]
    value = f"""
        select printed, value, read_value, corrected, error_of from marts.facts
        where {of_it} and table_name = 'disputes' and row_code = 'reconsideration' and column_code = 'total'
    """
    assert ask(home, value) == [("4", Decimal(3), Decimal(4), True, "source")]
    assert ask(home, f"select reconsideration__total from marts.disputes where {of_it}") == [(Decimal(3),)]
    raw = "select distinct value from raw.facts where row_code = 'reconsideration' and column_code = 'total'"
    assert ask(home, raw) == [(Decimal(4),)]
    assert [message for message in messages if AGENCY in message] == []


def test_a_reading_put_right_mends_the_finding_and_the_ledger_keeps_it(home: Settings) -> None:
    rebuilt(home)
    (before,) = ask(home, "select count(*) from marts.findings where identity = 'disputes_sum'")
    rebuilt(home, "", f"{AGENCY},2022,disputes/reconsideration/total,4,3,extraction,the page says 3,Li,2026-02-01\n")
    fixed = ask(home, "select state, actual, expected, request_zh from marts.findings where identity = 'disputes_sum'")
    assert before == (1,) and fixed == [("fixed", Decimal(4), Decimal(3), None)]
    assert ask(
        home, "select state, runs_seen, fixed_at is not null from marts.ledger where identity = 'disputes_sum'"
    ) == [("fixed", 1, True)]
    assert ask(
        home, "select count(*) = any_value(findings) from marts.findings, marts.reports where state <> 'fixed'"
    ) == [(True,)]


def test_a_correction_whose_old_value_has_gone_is_refused_and_the_run_goes_on(
    decided: tuple[Settings, list[str]],
) -> None:
    home, messages = decided
    refused = (
        f"corrections.csv line 3: {REFUSED} 2022 {TOTAL}: old_value is 5, "
        "but the report prints 4 there; correction not applied"
    )
    stranger = "corrections.csv: no report here is that of 乙局 2022 (line 4); nothing to apply it to"
    assert [message for message in messages if message.startswith("corrections.csv")] == [refused, stranger]
    assert ask(home, "select kind, message from marts.problems") == [("correction_refused", refused)]
    assert ask(home, f"select count(*) from marts.facts where corrected and agency_name = '{REFUSED}'") == [(0,)]


def test_a_verdict_on_one_finding_does_not_cover_other_figures(decided: tuple[Settings, list[str]]) -> None:
    home, messages = decided
    assert ask(home, f"{STATES} and agency_name = '{STALE}'") == []
    line, *_ = [message for message in messages if message.startswith("accepted.csv")]
    assert line.startswith(
        f"accepted.csv line 3: {STALE} 2022 disputes_sum reconsideration is no longer finding f_0000"
    )


def test_a_breach_put_right_stops_the_build_but_not_in_a_home_without_that_agency(
    home: Settings, decided: tuple[Settings, list[str]]
) -> None:
    with pytest.raises(AssertionError, match="accepted_breaches_are_broken"):
        rebuilt(home, HOLDS)
    assert decided, "built with the same row on an agency that is not there"
