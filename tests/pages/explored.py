"""A published file with a few agencies over the years and forms, made by hand: what the explorer is tested on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.pages.published import RULES, Published

HOSTILE = "<script>alert(1)</script>\"'局<img src=x onerror=alert(2)>"
WHY = ("口径改变<b>", "the wording changed<b>")
FORMS = {year: "2014" if year < 2019 else "2019" if year < 2021 else "2021" for year in range(2016, 2024)}
SLOTS = {
    "requests/received": ("statistics/requests_received/value", "requests/received/total"),
    "requests/outcomes_total": ("statistics/requests_concluded/value", "requests/outcomes_total/total"),
    "requests/granted": ("statistics/answered_granted/value", "requests/granted/total"),
    "requests/refused": ("statistics/answered_refused/value", "requests/refused_state_secret/total"),
    "requests/carried_out": (None, "requests/carried_out/total"),
    "disputes/reconsideration": ("statistics/reconsiderations/value", "disputes/reconsideration/total"),
}
LABELS = {
    "requests": ("依申请公开", "Disclosure on request"),
    "disputes": ("复议与诉讼", "Disputes"),
    "requests/received": ("本年新收申请", "Requests received"),
    "requests/outcomes_total": ("办理结果总计", "Requests concluded"),
    "requests/granted": ("予以公开", "Granted"),
    "requests/refused": ("不予公开", "Refused"),
    "requests/carried_out": ("结转下年度", "Carried over"),
    "disputes/reconsideration": ("行政复议", "Reconsideration"),
}
METRICS = {
    "received": ("本年新收申请", "Requests received", "count", "requests/received", None),
    "granted_rate": ("予以公开率", "Share granted", "share", "requests/granted", "requests/outcomes_total"),
    "refused_rate": ("不予公开率", "Share refused", "share", "requests/refused", "requests/outcomes_total"),
}
AGENCIES = {
    "a_shenyang": ("沈阳市工业和信息化局", "辽宁省", "沈阳市", "210100", range(2018, 2024), "a_shenyang"),
    "a_committee": ("沈阳市经济和信息化委员会", "辽宁省", "沈阳市", "210100", range(2016, 2018), "a_shenyang"),
    "a_xuancheng": ("宣城市经济和信息化局", "安徽省", "宣城市", "341800", range(2019, 2024), "a_xuancheng"),
    "a_shan": ("单县工业和信息化局", "山东省", "菏泽市", "371722", range(2020, 2024), "a_shan"),
    "a_hostile": (HOSTILE, "辽宁省", "沈阳市", "210100", range(2022, 2024), "a_hostile"),
    "a_silent": ("安康市工业和信息化局", "陕西省", "安康市", "610900", range(0), "a_silent"),
}
REGIONS = {
    "210000": ("辽宁省", "province", None), "210100": ("沈阳市", "city", "210000"),
    "340000": ("安徽省", "province", None), "341800": ("宣城市", "city", "340000"),
    "370000": ("山东省", "province", None), "371722": ("单县", "county", "370000"),
    "610000": ("陕西省", "province", None), "610900": ("安康市", "city", "610000"),
}  # fmt: skip


def report_id(agency_id: str, year: int) -> str:
    """The id of an agency's report of a year."""
    return f"r_{agency_id.removeprefix('a_')}_{year}"


def value_of(category: str, agency_id: str, year: int) -> int | None:
    """A made-up number; of 2014's form there is no carry-over, and one is blank."""
    if (category, agency_id, year) == ("requests/received", "a_shenyang", 2021):
        return None
    size = 20 + 7 * list(AGENCIES).index(agency_id) + 3 * (year - 2016)
    shares = {"requests/received": 1.0, "requests/outcomes_total": 0.9, "requests/granted": 0.5}
    return round(size * shares.get(category, 0.1))


def fill(published: Published) -> None:
    """All tables that the explorer reads."""
    published.add("sectors", [{"sector": "industry", "label_zh": "工业和信息化", "label_en": "industry"}])
    agencies(published)
    categories(published)
    for agency_id, (name, *_, years, series) in AGENCIES.items():
        for year in years:
            reported(published, agency_id, name, series, year)
    coverage(published)
    regions(published)
    finding(published)


def agencies(published: Published) -> None:
    """The agencies, and the renaming of one."""
    rows = []
    for agency_id, (name, province, city, code, years, series) in AGENCIES.items():
        about = {"agency_id": agency_id, "agency_name": name, "series_id": series, "region_code": code}
        about |= {"other_names": ["市工信局"] if agency_id == "a_shenyang" else [], "agency_kind": "department"}
        about |= {"county": name[:2] if code == "371722" else None}
        about |= {"province": province, "city": city, "level": "city", "sector": "industry", "reports": len(years)}
        rows.append({**about, "first_year": min(years, default=None), "last_year": max(years, default=None)})
    published.add("agencies", rows)
    renamed = {"predecessor_id": "a_committee", "predecessor_name": "沈阳市经济和信息化委员会", "kind": "renamed"}
    named = {"successor_id": "a_shenyang", "successor_name": "沈阳市工业和信息化局", "year": 2018, "note": HOSTILE}
    published.add("successions", [{**renamed, **named}])


def categories(published: Published) -> None:
    """The categories, how the forms have them, and the metrics."""
    rows, mapped = [], []
    for position, (category, (zh, en)) in enumerate(LABELS.items()):
        section, _, rest = category.partition("/")
        about = {"category": category, "parent": section if rest else None, "section": section, "unit": "件"}
        names = {"label_zh": zh, "label_en": en, "forms": ["2014", "2019", "2021"], "position": position}
        rows.append({**about, **names})
        for form in ("2014", "2019", "2021"):
            if rest:
                slots = SLOTS[category][form != "2014"]
                same = {"category": category, "form": form, "source": "table", "slots": slots, "priority": 1}
                compares = "same" if form != "2014" else "near" if slots else "break"
                mapped.append({**same, "comparability": compares, "reason_zh": WHY[0], "reason_en": WHY[1]})
    published.add("categories", rows)
    published.add("crosswalk", mapped)
    law = {"category": "requests", "year": 2019, "kind": "law", "comparability": "near", "basis": "国务院令第711号"}
    published.add("breaks", [{**law, "reason_zh": WHY[0], "reason_en": WHY[1]}])
    columns = ("label_zh", "label_en", "unit", "numerator", "denominator")
    published.add(
        "metrics",
        [
            {"metric": metric, "section": "requests", "position": place, "undefined_zh": "无", "undefined_en": "none"}
            | dict(zip(columns, told, strict=True))
            for place, (metric, told) in enumerate(METRICS.items())
        ],
    )


def reported(published: Published, agency_id: str, name: str, series: str, year: int) -> None:
    """One report with its tables, its harmonised numbers and its metrics."""
    own, form = report_id(agency_id, year), FORMS[year]
    more = {"agency_id": agency_id, "published_on": date(year + 1, 3, 9), "source_uri": "https://example.org/a.html"}
    published.report(own, name, year, form, **more)
    values = {category: value_of(category, agency_id, year) for category in SLOTS}
    printed: dict[str, dict[str, str]] = {}
    for category, value in values.items():
        slot = SLOTS[category][form != "2014"]
        if slot:
            table, place = slot.split("/", 1)
            printed.setdefault(table, {})[place] = "" if value is None else str(value)
    for table, texts in printed.items():
        published.table(own, form, table, texts)
    about = {"agency_id": agency_id, "series_id": series, "year": year, "report_id": own}
    about |= {"is_counted": agency_id != "a_committee"}
    published.add(
        "disclosures",
        [{**about, **numbered(category, values, name, year)} for category in values if SLOTS[category][form != "2014"]],
    )
    published.add("agency_metrics", [{**about, **measured(metric, values)} for metric in METRICS])


def numbered(category: str, values: dict[str, int | None], name: str, year: int) -> dict[str, Any]:
    """A number of `disclosures`; the shares refused break in 2019, the others are near."""
    compares = "same" if year != 2019 else "break" if category == "requests/refused" else "near"
    why = dict(zip(("reason_zh", "reason_en"), WHY if compares != "same" else (None, None), strict=True))
    value, claimed = values[category], category == "disputes/reconsideration" and year == 2022
    told = {"value": None if value is None else Decimal(value), "state": "blank" if value is None else "number"}
    source = {"source": "claim" if claimed else "table", "form": FORMS[year], "unit": "件"}
    return {"agency_name": name, "category": category, "comparability": compares, **why, **told, **source}


def measured(metric: str, values: dict[str, int | None]) -> dict[str, Any]:
    """A metric of `agency_metrics`."""
    over, under = values[METRICS[metric][3]], values.get(METRICS[metric][4] or "")
    value = over if METRICS[metric][4] is None else None if over is None or not under else over / under
    ranked = {"rank": None if value is None else 2, "peers": None if value is None else 4, "change": 0.01}
    sides = {"numerator": over and Decimal(over), "denominator": under and Decimal(under)}
    return {
        "metric": metric,
        "value": None if value is None else float(value),
        "comparability": "same",
        **ranked,
        **sides,
    }


def coverage(published: Published) -> None:
    """Each agency is expected in each year from 2018; the hostile one is late, the silent one missing."""
    rows = []
    for agency_id, (name, province, _, code, years, _) in AGENCIES.items():
        for year in range(2018, 2024):
            there = year in years
            status = ("late" if agency_id == "a_hostile" else "found") if there else "missing"
            about = {"agency_id": agency_id, "agency_name": name, "province": province, "region_code": code}
            about |= {"level": "city", "sector": "industry", "year": year, "is_expected": True, "status": status}
            about |= {"report_id": report_id(agency_id, year) if there else None}
            rows.append({**about, "days_late": 12 if status == "late" else 0, "is_counted": there})
    published.add("coverage", [row for row in rows if row["agency_id"] != "a_committee"])


def regions(published: Published) -> None:
    """The regions, and sums of which the numbers do not matter."""
    rows, sums = [], []
    for code, (name, level, parent) in REGIONS.items():
        above = REGIONS[parent][0] if parent else name
        about = {"region_code": code, "region_name": name, "level": level, "province": above}
        rows.append({**about, "parent_code": parent, "other_names": []})
        for year in range(2019, 2024):
            counts = {"agencies_expected": 4, "agencies_found": 3, "share_found": 0.75, "agencies_counted": 2}
            figures = {"received": Decimal(100 + year - 2019), "concluded": Decimal(90), "granted": Decimal(45)}
            rates = {"granted_rate": 0.5, "refused_rate": 0.1, "disputes_rate": 0.02, "agencies_left_out": 1}
            sums.append({**about, "year": year, **counts, **figures, **rates})
    published.add("regions", rows)
    published.add("region_years", sums)


def finding(published: Published) -> None:
    """A finding in one report, and the sentence behind a claim."""
    slots = ["requests/received/total", "requests/outcomes_total/total"]
    published.finding("f_one", "r_shenyang_2022", RULES["requests_balance", "*"], "total", slots)
    published.add(
        "crosswalk",
        [
            {
                "category": "disputes/reconsideration",
                "form": "2021",
                "source": "claim",
                "topic": "reconsiderations",
                "comparability": "near",
                "priority": 1,
            }
        ],
    )
    said = {
        "topic": "reconsiderations",
        "value": Decimal(4),
        "unit": "件",
        "printed": "4件",
        "locator": "page=2;box=1,2,3,4",
    }
    sentences = [
        {
            **said,
            "report_id": report_id(one, 2022),
            "sentence": f"发生行政复议4件。{HOSTILE}",
            "document_id": f"d_{one}",
        }
        for one in AGENCIES
        if 2022 in AGENCIES[one][4]
    ]
    published.add("claims", sentences)
