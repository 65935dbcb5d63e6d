"""Charts: where a series does not compare, its line ends; what nobody told is no nought."""

from __future__ import annotations

import re

from flows.pages.charts import Chart, Line, Point, line_chart

WHY = ("口径改变", "another wording")


def drawn(*points: Point, share: bool = False) -> Chart:
    return line_chart("k", ("新收", "received"), [Line(("新收", "received"), points, "a")], [2018, 2021], share=share)


def strokes(chart: Chart) -> list[tuple[str, int]]:
    """The manner of each path of lines, and how many strokes it has."""
    found = re.findall(r'<path class="line ([a-z ]+)" d="([^"]+)"', chart.picture)
    return [(manner, path.count("L")) for manner, path in found]


def test_line_ends_at_a_break_and_the_reason_is_told() -> None:
    chart = drawn(Point(2018, 3, "3"), Point(2019, 4, "4"), Point(2020, 9, "9", "break", WHY), Point(2021, 8, "8"))
    assert strokes(chart) == [("a", 2)]
    assert chart.picture.count("M") - chart.picture.count('class="grid"') == 3  # two lines begin, and the upright
    assert re.search(r'class="cut".*2020: 口径改变 / another wording', chart.picture)
    assert [(cut.year, cut.comparability, cut.reason) for cut in chart.cuts] == [(2020, "break", WHY)]


def test_stretch_that_nearly_compares_is_dotted() -> None:
    chart = drawn(Point(2018, 3, "3"), Point(2019, 4, "4", "near", WHY), Point(2020, 9, "9"))
    assert strokes(chart) == [("a", 1), ("a near", 1)]
    assert 'class="cut"' not in chart.picture


def test_a_gap_is_not_bridged_and_no_value_is_no_point() -> None:
    chart = drawn(Point(2018, 3, "3"), Point(2019, None, "–"), Point(2020, 0, "0"), Point(2021, 1, "1"))
    assert strokes(chart) == [("a", 1)]
    assert chart.picture.count("<circle") == 3


def test_no_point_hides_another_of_the_same_value() -> None:
    lines = [Line((name, name), (Point(2020, 0, "0"), Point(2021, 5, "5")), name) for name in ("a", "f", "peers")]
    picture = line_chart("k", ("", ""), lines, [2020, 2021]).picture
    places = re.findall(r'<circle class="dot [a-z]+" cx="([\d.]+)" cy="([\d.]+)"', picture)
    assert len(places) == len(set(places)) == 6


def test_missing_year_is_not_bridged() -> None:
    assert strokes(drawn(Point(2018, 3, "3"), Point(2020, 4, "4"))) == []


def test_scale_is_round_and_begins_at_nought() -> None:
    counts = drawn(Point(2018, 37, "37"), Point(2019, 3, "3"))
    assert re.findall(r'class="scale"[^>]*>([^<]+)', counts.picture) == ["0", "10", "20", "30", "40"]
    shares = drawn(Point(2018, 0.31, "31%"), share=True)
    assert re.findall(r'class="scale"[^>]*>([^<]+)', shares.picture) == ["0%", "10%", "20%", "30%", "40%"]
    nothing = drawn(Point(2018, 0, "0"))
    assert re.findall(r'class="scale"[^>]*>([^<]+)', nothing.picture)[0] == "0"


def test_scale_goes_below_nought_where_values_do() -> None:
    picture = drawn(Point(2018, -12, "−12"), Point(2019, 5, "5")).picture
    assert re.findall(r'class="scale"[^>]*>([^<]+)', picture) == ["−15", "−10", "−5", "0", "5"]
    only = drawn(Point(2018, -3, "−3")).picture
    assert re.findall(r'class="scale"[^>]*>([^<]+)', only) == ["−3", "−2", "−1", "0"]
    places = [float(place) for place in re.findall(r'<circle[^>]* cy="([\d.]+)"', picture)]
    assert places[0] > places[1]


def test_bars_stand_on_nought() -> None:
    points = (Point(2018, -2, "−2"), Point(2019, 4, "4"))
    picture = line_chart("k", ("甲", "a"), [Line(("甲", "a"), points, "a", bars=True)], [2018, 2019]).picture
    tops = [
        (float(y), float(y) + float(h))
        for y, h in re.findall(r'<rect[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"', picture)
    ]
    assert tops[0][0] == tops[1][1]
    assert 'class="line ' not in picture


def test_cut_names_its_lines_where_others_go_on() -> None:
    whole = Line(("甲", "a"), (Point(2018, 1, "1"), Point(2019, 2, "2")), "a")
    cut = Line(("乙", "b"), (Point(2018, 1, "1"), Point(2019, 2, "2", "break", WHY)), "b")
    chart = line_chart("k", ("甲", "a"), [whole, cut], [2018, 2019])
    assert [one.names for one in chart.cuts] == [(("乙", "b"),)]


def test_names_are_text() -> None:
    name = ("<script>x</script>", '"onload="x')
    picture = line_chart("k", name, [Line(name, (Point(2018, 1, "<b>", address='"><b>'),), "a")], [2018]).picture
    assert "<script" not in picture
    assert "<b>" not in picture
    assert '"onload' not in picture
