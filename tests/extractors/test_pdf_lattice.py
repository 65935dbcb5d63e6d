"""The lattice gives the cells that pdfplumber's own stages give, on drawn pages and on lines strewn at random."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges, snap_edges
from pdfplumber.utils.geometry import filter_edges

from extractors.readers import pdf_lattice
from extractors.readers.pdf_objects import Rule

SNAP = pdf_lattice.SNAP


def edge(rule):
    """A rule in the shape that pdfplumber's functions take."""
    x0, top, x1, bottom = rule
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**sides, "orientation": "h" if top == bottom else "v"}


def snapped(rules):
    """The rules put in line by us: pdfplumber shifts each by itself, and rounding then parts what was put together."""
    upright = pdf_lattice._snapped([pdf_lattice.Edge(one.x0, one.top, one.bottom) for one in rules if one.x0 == one.x1])
    level = pdf_lattice._snapped([pdf_lattice.Edge(one.top, one.x0, one.x1) for one in rules if one.x0 != one.x1])
    return [Rule(at, start, at, end) for at, start, end in upright] + [
        Rule(start, at, end, at) for at, start, end in level
    ]


def by_pdfplumber(rules):
    """The cells that pdfplumber finds between rules, with the edges that we add where a page break left some out."""
    merged = filter_edges(merge_edges(list(map(edge, snapped(rules))), 0, 0, SNAP, SNAP), min_length=3.0)
    upright = [pdf_lattice.Edge(one["x0"], one["top"], one["bottom"]) for one in merged if one["orientation"] == "v"]
    level = [pdf_lattice.Edge(one["top"], one["x0"], one["x1"]) for one in merged if one["orientation"] == "h"]
    added = pdf_lattice._closed(upright, level)[len(level) :]
    closed = merged + [edge((one.start, one.at, one.end, one.at)) for one in added]
    return sorted(intersections_to_cells(edges_to_intersections(closed, SNAP, SNAP)))


def by_us(rules):
    return sorted(box for table in pdf_lattice.ruled_tables(rules, 1) for box in table)


@st.composite
def strewn(draw):
    """Lines on a coarse lattice, some cut short, doubled or shifted by less than the snap."""
    places = st.integers(0, 6).map(lambda step: step * 20.0)
    shift = st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.5, 4.0])
    rules = []
    for _ in range(draw(st.integers(1, 24))):
        at, start, length = draw(places) + draw(shift), draw(places) + draw(shift), draw(places) + 2.0
        rule = (start, at, start + length, at) if draw(st.booleans()) else (at, start, at, start + length)
        rules.append(Rule(*rule))
    return rules


@settings(max_examples=300, deadline=None)
@given(strewn())
def test_the_cells_are_those_of_pdfplumber(rules):
    assert by_us(rules) == by_pdfplumber(rules)


@settings(deadline=None)
@given(strewn())
def test_rules_are_put_in_line_where_pdfplumber_puts_them(rules):
    theirs = [
        (one["x0"], one["top"], one["x1"], one["bottom"]) for one in snap_edges(list(map(edge, rules)), SNAP, SNAP)
    ]
    rounded = [sorted(tuple(round(side, 9) for side in rule) for rule in each) for each in (snapped(rules), theirs)]
    assert rounded[0] == rounded[1]


def test_a_lattice_has_a_cell_between_each_two_lines():
    lines = [20.0 * step for step in range(5)]
    rules = [Rule(0.0, y, 80.0, y) for y in lines] + [Rule(x, 0.0, x, 80.0) for x in lines]
    (table,) = pdf_lattice.ruled_tables(rules, 1)
    assert len(table) == 16
    assert by_us(rules) == by_pdfplumber(rules)
