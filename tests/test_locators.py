"""Every fact leads back to its printed text, followed without the readers that made the locator."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from extractors.document import PDF, TEXT, Document
from extractors.extract import extract
from extractors.records import Claim, Fact
from tests.golden import ROOT
from tests.locators import printed_at

SHARED = ROOT.parent / "shared" / "reports"
FOLDERS = [ROOT / "samples", *sorted((ROOT / "tests" / "examples").iterdir()), SHARED]
DOCUMENTS = [
    path
    for folder in FOLDERS
    if folder.is_dir()
    for path in sorted(folder.iterdir())
    if path.suffix not in (".csv", ".md")
]


def plain(text: str) -> str:
    """A text without white space and width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def leads_back(document: Document, found: Fact | Claim) -> bool:
    """Whether what is printed at the locator is the fact's text, or holds the claim's."""
    there = plain(printed_at(document.data, document.media_type, found.locator))
    if isinstance(found, Claim):
        return plain(found.printed) in there
    # a place in a text is where the cell begins
    return there.startswith(plain(found.printed)) if document.media_type == TEXT else there == plain(found.printed)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_fact_leads_back_to_its_printed_text(path: Path) -> None:
    document = Document(path.name, path.read_bytes())
    facts = extract(document).facts
    step = 7 if document.media_type == PDF and path.parent != SHARED else 1  # PDFium counts each character of a page
    assert [fact for fact in facts[::step] if not leads_back(document, fact)] == []


def test_every_claim_of_a_real_report_leads_back_to_its_sentence() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not there")
    for path in sorted(SHARED.iterdir()):
        document = Document(path.name, path.read_bytes())
        lost = [claim for claim in extract(document).claims if not leads_back(document, claim)]
        assert lost == [], path.name
