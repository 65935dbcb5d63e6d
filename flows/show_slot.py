"""One slot of one document: what is printed there, where it stands, and a picture of the place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from rich.table import Table
from rich.text import Text

from extractors.document import media_type_of
from extractors.forms import headings, slots
from extractors.records import Extraction, Fact
from flows.errors import GoujiError, UsageError
from flows.pages.places import place_in_english
from flows.pages.words import load_words
from flows.screen import console, out
from flows.settings import Settings
from flows.show import find_reading, read_again
from flows.worker import Reading

_PNG = ".png"


def show_slot(settings: Settings, named: str, slot: str, image: Path | None, *, whole_page: bool) -> None:
    """Prints the fact of a slot with its place, and draws it into a PNG; raises GoujiError."""
    _must_be_slot(slot)
    if image is not None:
        _must_be_target(image)
    reading = find_reading(settings, named)
    facts = _facts(reading.name, read_again(settings, reading), slot)
    for fact in facts:
        out.print(_shown(reading.name, fact))
    if len(facts) > 1 and image is not None:
        console.print(f"{slot} stands {len(facts)} times in it; the picture shows the first")
    if image is not None:
        _draw(settings, reading, facts[0], image, whole_page)


def _must_be_slot(slot: str) -> None:
    """Raises UsageError for what no form has, with what may be meant."""
    known = {"/".join(key) for key in slots()}
    if slot not in known:
        near = ", ".join(get_close_matches(slot, sorted(known), n=3))
        raise UsageError(f"no form has a slot {slot}; {f'perhaps {near}' if near else 'write it table/row/column'}")


def _must_be_target(image: Path) -> None:
    """Raises UsageError before anything is read for a picture that cannot be written there."""
    if image.suffix.lower() != _PNG:
        raise UsageError(f"the picture is a PNG; let the name of {image} end in {_PNG}")
    if not image.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {image.absolute().parent}")


def _facts(name: str, extraction: Extraction, slot: str) -> Sequence[Fact]:
    """The facts of a slot; raises GoujiError when there are none."""
    found = [fact for fact in extraction.facts if fact.slot == slot]
    if found:
        return found
    tables = ", ".join(dict.fromkeys(fact.table_name for fact in extraction.facts))
    if not tables:
        raise GoujiError(f"{name}: no statutory table was found in it; see what was with: gouji show")
    raise GoujiError(f"{name}: nothing was found for {slot}; the tables found are {tables}")


def _shown(name: str, fact: Fact) -> Table:
    """What is known of a fact, a line each."""
    table = Table(show_header=False, title=Text(f"{name}: {fact.slot}"), title_justify="left")
    unit = f"{fact.unit} (printed: {fact.printed_unit})" if fact.printed_unit not in (None, fact.unit) else fact.unit
    lines = (
        ("means", _labels(fact)),
        ("printed", fact.printed.strip()),
        ("value", "none" if fact.value is None else f"{fact.value.normalize():f}"),
        ("unit", unit),
        ("state", fact.state),
        ("method", fact.method),
        ("confidence", f"{fact.confidence:g}"),
        ("place", place_in_english(fact.locator, words=load_words())),
        ("locator", fact.locator),
    )
    for line in lines:
        table.add_row(*map(Text, line))
    return table


def _labels(fact: Fact) -> str:
    """What the form prints for the row and the column."""
    own = [one for one in headings() if one.table_name == fact.table_name and fact.form in one.forms]
    found = {one.role: one.label for one in own if (one.role, one.code) in _ends(fact)}
    return " / ".join(found[role] for role, _ in _ends(fact) if role in found)


def _ends(fact: Fact) -> tuple[tuple[Literal["row"], str], tuple[Literal["column"], str]]:
    """The row and the column of a fact as headings name them."""
    return ("row", fact.row_code), ("column", fact.column_code)


def _draw(settings: Settings, reading: Reading, fact: Fact, image: Path, whole_page: bool) -> None:
    """Writes the picture and says where it is; raises GoujiError when it cannot be drawn or written."""
    from flows.evidence.picture import NoPictureError, Wanted
    from flows.evidence.pictures import pictures

    data = reading.path.read_bytes()
    wanted = Wanted(data, media_type_of(data), fact.locator, fact.printed, whole_page)
    try:
        with pictures(settings) as drawer:
            drawn = drawer.of(wanted)
        image.write_bytes(drawn.png)
    except NoPictureError as error:
        raise GoujiError(f"{reading.name}: {error}") from error
    except OSError as error:
        raise GoujiError(f"cannot write {image}: {error.strerror}") from error
    out.print(Text(f"picture: {image}"))
    if drawn.remark:
        console.print(Text(drawn.remark), highlight=False)
