"""The smallest sets of cells that could be wrong: their values, blanks, doubts, limits, and what sums cannot tell."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from expectations.localise import LIMITS, Cell, Constraint, Localisation, Solution, localise, weight_of
from tests.golden import ROOT
from tools.seeded_localise.errors import figures, read
from tools.seeded_localise.tables import requests

OFFICE = ROOT.parent / "shared" / "figures" / "shanghai_office_2019.csv"
ROW = ("upheld", "corrected", "other_result", "pending", "total")
SUM = Constraint("disputes_sum", "r", ((1, "d/r/total"), *((-1, f"d/r/{part}") for part in ROW[:-1])))


def row(*values: int | None, row_code: str = "r", confidence: float = 1.0) -> list[Cell]:
    """A row of disputes; null is a blank."""
    return [
        Cell(f"d/{row_code}/{code}", "" if value is None else str(value), value, "blank" if value is None else "number")
        if confidence == 1.0
        else Cell(f"d/{row_code}/{code}", str(value), value, confidence=confidence)
        for code, value in zip(ROW, values, strict=True)
    ]


def needed(solution: Solution) -> dict[str, int | None]:
    """The last part of each slot with what it needs."""
    return {
        each.slot.rpartition("/")[2]: None if each.needed is None else int(each.needed) for each in solution.changes
    }


def only(cells: list[Cell], *constraints: Constraint) -> Localisation:
    """The one part with something to say."""
    (part,) = localise(cells, constraints or (SUM,))
    return part


def all_needed(part: Localisation) -> list[dict[str, int | None]]:
    return [needed(solution) for solution in part.solutions]


def test_a_report_that_holds_has_nothing_to_say() -> None:
    assert localise(row(1, 2, 3, 4, 10), [SUM]) == ()
    assert localise(row(None, None, None, None, None), [SUM]) == ()


def test_one_sum_alone_cannot_tell_which_of_its_cells_is_wrong() -> None:
    part = only(row(1, 2, 3, 4, 13))
    assert sorted(map(str, all_needed(part))) == sorted(
        map(str, [{"upheld": 4}, {"corrected": 5}, {"other_result": 6}, {"pending": 7}, {"total": 10}])
    )
    assert part.complete and part.answer is None and part.broken == (SUM,)


def test_no_count_falls_below_zero() -> None:
    assert all_needed(only(row(0, 2, 0, 9, 4))) == [{"pending": 2}, {"total": 11}]


def test_a_doubtful_reading_is_suspected_before_a_clear_one() -> None:
    cells = row(1, 2, 3, 4, 13)
    cells[2] = replace(cells[2], confidence=0.7)
    part = only(cells)
    assert part.answer is not None and needed(part.answer) == {"other_result": 6}
    assert weight_of(cells[2]) == 0.5 < weight_of(cells[1]) == 1.0


def test_doubts_too_close_to_call_are_all_listed() -> None:
    cells = row(1, 2, 3, 4, 13)
    cells[2] = replace(cells[2], confidence=0.97)
    part = only(cells)
    assert part.answer is None and len(part.solutions) == 5 and needed(part.solutions[0]) == {"other_result": 6}


@pytest.mark.parametrize("state", ["blank", "not_applicable"])
def test_a_blank_is_filled_before_a_printed_number_is_changed(state: str) -> None:
    cells = row(1, None, 3, 4, 13)
    cells[1] = Cell("d/r/corrected", "/", None, "not_applicable") if state == "not_applicable" else cells[1]
    part = only(cells)
    assert all_needed(part) == [{"corrected": 5}]
    assert part.broken == () and part.doubtful == (SUM,)
    assert [each.pattern for each in part.solutions[0].changes] == ["blank_for_figure"]


def test_no_filling_mends_a_total_that_is_too_small() -> None:
    sets = all_needed(only(row(9, None, None, 4, 11)))
    assert [each for code in ROW for each in sets if code in each] == [{"upheld": 7}, {"pending": 2}, {"total": 13}]


def test_an_unreadable_cell_is_free_and_the_sum_says_what_it_was() -> None:
    cells = row(1, 2, 3, 4, 13)
    cells[3] = Cell("d/r/pending", "?", None, "unreadable", 0.3)
    part = only(cells)
    assert all_needed(part) == [{"pending": 7}] and part.broken == ()
    assert part.answer is not None and part.answer.weight == 0.0


def test_what_two_unreadable_cells_share_is_an_interval() -> None:
    cells = row(1, 2, 3, 4, 13)
    cells[3] = Cell("d/r/pending", "?", None, "unreadable")
    cells[2] = Cell("d/r/other_result", "?", None, "unreadable")
    (solution,) = only(cells).solutions
    assert [(each.needed, each.least, each.most) for each in solution.changes] == [(None, 0, 10), (None, 0, 10)]


def test_no_unreadable_cell_makes_room_for_too_much() -> None:
    cells = row(9, 2, 0, 4, 8)
    cells[3] = Cell("d/r/pending", "?", None, "unreadable")
    part = only(cells)
    upheld, total = part.solutions
    assert part.broken == (SUM,)
    assert [(each.slot, each.least, each.most) for each in upheld.changes] == [
        ("d/r/upheld", 0, 6),
        ("d/r/pending", 0, 6),
    ]
    assert [(each.slot, each.least, each.most) for each in total.changes] == [
        ("d/r/pending", 0, None),
        ("d/r/total", 11, None),
    ]


def test_a_slot_without_a_cell_is_unreadable() -> None:
    assert all_needed(only(row(1, 2, 3, 4, 13)[1:])) == [{"upheld": 4}]


def test_a_broken_count_must_change_even_where_sums_hold() -> None:
    cells = row(1, 2, 3, 4, 10)
    cells[0], cells[4] = (replace(cells[place], value=Decimal("1.5")) for place in (0, 4))
    cells[4] = replace(cells[4], value=Decimal("10.5"))
    part = only(cells)
    assert set(part.solutions[0].slots) == {"d/r/upheld", "d/r/total"}


def test_rows_without_a_common_cell_are_parts_of_their_own() -> None:
    other = replace(SUM, instance="s", terms=tuple((factor, slot.replace("/r/", "/s/")) for factor, slot in SUM.terms))
    parts = localise([*row(1, 2, 3, 4, 13), *row(0, 0, 0, 0, 2, row_code="s")], [SUM, other])
    assert [part.broken for part in parts] == [(SUM,), (other,)]
    assert [len(part.solutions) for part in parts] == [5, 5]


def test_a_cell_in_a_constraint_that_holds_is_bound_by_it() -> None:
    balance = Constraint("balance", "r", ((1, "d/r/total"), (-1, "d/r/filed")))
    part = only([*row(1, 2, 3, 4, 13), Cell("d/r/filed", "13", 13)], SUM, balance)
    assert {"total": 10} not in all_needed(part) and len(part.solutions) == 4


def test_inequalities_bind_and_are_mended() -> None:
    limit = Constraint("within", "report", ((1, "s/part/value"), (-1, "s/whole/value")), "<=")
    equal = Constraint("sum", "report", ((1, "s/whole/value"), (-1, "s/a/value"), (-1, "s/b/value")))
    cells = [
        Cell(f"s/{code}/value", str(value), value) for code, value in (("part", 9), ("whole", 5), ("a", 2), ("b", 3))
    ]
    part = only(cells, limit, equal)
    (solution,) = part.solutions
    (change,) = solution.changes
    assert part.broken == (limit,)
    assert (change.slot, change.needed, change.least, change.most) == ("s/part/value", None, 0, 5)


def test_amounts_may_be_broken_and_keep_their_tolerance() -> None:
    cells = [
        Cell("p/a/amount", "1.25", Decimal("1.25"), whole=False),
        Cell("c/fee/amount", "1.24995", Decimal("1.24995"), whole=False),
    ]
    equal = Constraint("says", "fee", ((1, "p/a/amount"), (-1, "c/fee/amount")), "=", Decimal("0.0001"))
    assert localise(cells, [equal]) == ()
    cells[1] = replace(cells[1], value=Decimal("1.35"))
    assert [solution.changes[0].needed for solution in only(cells, equal).solutions] == [
        Decimal("1.35"),
        Decimal("1.25"),
    ]


def test_a_signed_figure_may_fall_below_zero() -> None:
    chain = Constraint("items", "r", ((1, "p/r/change"), (1, "p/r/before")), "=", 0, 4)
    cells = [Cell("p/r/change", "1", 1, signed=True), Cell("p/r/before", "9", 9)]
    assert all_needed(only(cells, chain)) == [{"change": -5}, {"before": 3}]


def test_what_no_change_can_mend_has_no_solution() -> None:
    impossible = Constraint("never", "r", ((1, "d/r/total"),), "=", 0, -3)
    part = only([Cell("d/r/total", "4", 4)], impossible)
    assert part.solutions == () and part.complete and part.answer is None


def test_a_limit_that_was_hit_is_said() -> None:
    (part,) = localise(row(1, 2, 3, 4, 13), [SUM], replace(LIMITS, sets=2))
    assert len(part.solutions) == 2 and not part.complete and part.answer is None


def test_order_of_constraints_changes_nothing() -> None:
    random = Random(3)
    table = requests(random, "2021")
    cells = read(random, table, figures(random, table, 3), "scan misread").cells
    first = localise(cells, table.constraints)
    for _ in range(3):
        shuffled = random.sample(table.constraints, len(table.constraints))
        assert [part.solutions for part in localise(cells, shuffled)] == [part.solutions for part in first]


def test_blanks_in_every_row_cost_no_solver_and_accuse_nobody() -> None:
    table = requests(Random(1), "2021")
    cells = [
        Cell(slot, str(value), value) if slot.endswith("/total") else Cell(slot, "", None, "blank")
        for slot, value in table.figures.items()
    ]
    (part,) = localise(cells, table.constraints)
    assert part.broken == () and part.doubtful
    assert all(change.state == "blank" for solution in part.solutions for change in solution.changes)


def test_blank_totals_of_a_real_report_are_filled_and_nothing_is_changed() -> None:
    """shanghai_office_2019 leaves its zeros and eleven totals blank."""
    if not OFFICE.exists():
        pytest.skip(f"{OFFICE} is not here")
    (part,) = localise(printed(OFFICE), requests(Random(0), "2019").constraints)
    assert part.answer is not None and len(part.answer.changes) == 11
    assert {change.state for change in part.answer.changes} == {"blank"}
    assert sum(change.needed or 0 for change in part.answer.changes) == 805


def printed(path: Path) -> list[Cell]:
    """The cells of a file of figures."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Cell(
                "/".join(values[:3]),
                values[3],
                Decimal(values[4]) if values[4] else None,
                "number" if values[4] else "blank",
            )
            for values in (
                [line[key] for key in ("table_name", "row_code", "column_code", "printed", "value")]
                for line in csv.DictReader(file)
            )
        ]
