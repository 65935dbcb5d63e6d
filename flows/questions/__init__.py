"""Questions that analysts have, each an SQL file beside this module that any client can run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from flows.errors import UsageError

FOLDER = Path(__file__).parent
_NOTE = re.compile(r"^-- (\w+): (.+)$", re.M)
_GIVEN = re.compile(r"(\w+) = ([^,]+)")
_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, how to read the answer, and the query."""

    name: str
    question_zh: str
    question_en: str
    reading_zh: str
    reading_en: str
    given: Mapping[str, str]
    """What it is asked of, with what stands for it when nothing else is said."""
    text: str
    """The whole file, comments included: DuckDB and SQLite run it as it is."""

    @property
    def sql(self) -> str:
        """The query without its comments."""
        return _NOTE.sub("", self.text).strip()


def read_questions() -> list[Question]:
    """All questions in their order; raises KeyError where a file lacks one of its notes."""
    return [_read(path) for path in sorted(FOLDER.glob("*.sql"))]


def _read(path: Path) -> Question:
    """One file: notes above, then the query."""
    text = path.read_text(encoding="utf-8")
    notes = dict(_NOTE.findall(text))
    return Question(
        name=path.stem.partition("_")[2],
        question_zh=notes["zh"],
        question_en=notes["en"],
        reading_zh=notes["read_zh"],
        reading_en=notes["read_en"],
        given=dict(_GIVEN.findall(notes.get("given", ""))),
        text=text,
    )


def question(name: str) -> Question:
    """The question of this name; raises UsageError for one that is not there."""
    found = {each.name: each for each in read_questions()}
    if name not in found:
        near = "".join(f", but {one}" for one in get_close_matches(name, found, 1))
        raise UsageError(f"there is no question {name}{near}; gouji questions lists them")
    return found[name]


def named(words: str) -> str:
    """The SQL that is meant: of the question of this name, of @FILE, else the words themselves; raises UsageError."""
    if words.startswith("@"):
        return _of_file(Path(words[1:]))
    return question(words).text if _NAME.fullmatch(words) else words


def _of_file(path: Path) -> str:
    """The text of a file; raises UsageError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is no UTF-8 text'}") from error


def variables(given: Iterable[str]) -> dict[str, str | float]:
    """NAME=VALUE as values of DuckDB's variables, numbers as numbers; raises UsageError for anything else."""
    found = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign or not _NAME.fullmatch(name):
            raise UsageError(f"--set {each}: say NAME=VALUE")
        found[name] = _number(value)
    return found


def _number(value: str) -> str | float:
    """A number where it is one."""
    if re.fullmatch(r"-?\d+", value):
        return int(value)
    return float(value) if re.fullmatch(r"-?\d+\.\d+", value) else value
