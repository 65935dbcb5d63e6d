"""The rows of claims.csv, and what they find in the prose of real reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.forms import table
from extractors.grid import Paragraph, line_locator
from extractors.narrative import claims
from extractors.sentences import sentences

REPORTS = Path(__file__).resolve().parents[3] / "shared/reports"
NUMBERS = {"n", "people", "visits", "places", "cases", "money"}


@pytest.mark.parametrize("row", list(table("claims")), ids=lambda row: row["topic"])
def test_every_row_is_complete(row: dict[str, str]) -> None:
    numbers = NUMBERS.intersection(re.findall(r"\{(\w+)\}", row["pattern"]))
    assert re.fullmatch(r"[a-z_]+", row["topic"])
    assert row["kind"] in {"count", "money", "zero"}
    assert len(numbers) == (row["kind"] != "zero")
    assert ("money" in numbers) == (row["kind"] == "money")
    assert row["unit"] in {"件", "条", "篇", "次", "项", "个", "人", "人次", "元", "万元"}
    assert row["needs"]


REAL = {
    "shenyang_gxj_2018": {"requests_received": 1, "public_appeals": 98, "reconsiderations": 0, "litigations": 0},
    "xuancheng_jxj_2020": {"requests_received": 1, "disclosed": 770, "disclosed_via_weibo_and_wechat": 410},
    "tianjin_gxj_2020": {"requests_handled": 23, "reconsiderations": 0, "litigations": 0},
    "ankang_gxj_2018": {
        "disclosed": 1267,
        "disclosed_via_website": 588,
        "disclosed_via_weibo": 264,
        "requests_received": 0,
    },
    "shenyang_gxj_2020": {"requests_handled": 0, "disclosed_via_website": 5082},
}


@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_real_prose(name: str, expected: dict[str, int]) -> None:
    path = REPORTS / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    lines = path.read_text(encoding="utf-8").split("\n")
    paragraphs = [Paragraph(line, line_locator(number, 1)) for number, line in enumerate(lines, 1)]
    found = claims(sentences(paragraphs), int(name[-4:]))
    assert expected.items() <= {claim.topic: claim.value for claim in found}.items()
    for claim in found:
        line = lines[int(re.findall(r"\d+", claim.locator)[0]) - 1]
        assert claim.printed in line and claim.sentence in line
