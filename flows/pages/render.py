"""From templates, styles and scripts to one file that loads nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
import os
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.pages.labels import Labels, Rules, sentences
from flows.pages.marks import solutions
from flows.pages.places import place
from flows.pages.words import Words, both

TEMPLATES = Path(__file__).parent / "templates"


def page_environment(words: Words, labels: Labels, rules: Rules) -> Environment:
    """The templates with escaping on, the words and the small formatters they use."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=words.say,
        term=words.term,
        words=words,
        both=both,
        labels=labels,
        rules=rules,
        sentences=sentences,
        place=partial(place, words=words),
        inlined=inlined,
        content_hash=content_hash,
        solutions=solutions,
    )
    environment.filters.update(number=number, web_address=web_address, zip=zip)
    return environment


@cache
def inlined(name: str) -> Markup:
    """The text of a style or script file of ours, to stand inside its element."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    if "</script" in text.lower() or "</style" in text.lower():
        raise ValueError(f"{name} would end its own element; write the closing tag in two pieces")
    return Markup(text)


@cache
def content_hash(name: str) -> Markup:
    """What a content security policy wants to see for an inlined file."""
    digest = hashlib.sha256(inlined(name).encode()).digest()
    return Markup("'sha256-{}'").format(base64.b64encode(digest).decode())


def number(value: Decimal | int | None, *, grouped: bool = True) -> str:
    """A number as people write it: thousands apart unless told, no idle zeros, a true minus sign; a dash for null."""
    if value is None:
        return "–"
    text = f"{value:,}" if grouped else f"{value}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def web_address(uri: str | None) -> str | None:
    """The address when a browser may follow it, else null: no other scheme becomes a link."""
    return uri if uri and urlsplit(uri).scheme in {"http", "https"} else None


def write_page(html: str, target: Path) -> None:
    """Put the page in place in one step, so that no reader meets half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial_file = target.with_name(f".{target.name}.{os.getpid()}")
    partial_file.write_text(html, encoding="utf-8")
    partial_file.replace(target)
