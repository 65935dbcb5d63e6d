"""Figures of one agency year after year: all that a form asks adds up, nothing leaps or contradicts the year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tools.loading.reports import Address
from tools.seeded_localise.tables import rows_and_columns

Figures = dict[Address, Decimal]
Before = Mapping[Address, Decimal]
_SHARES = (0.75, 0.15, 0.02, 0.03, 0.03, 0.02)
_FLOW = ("received", "carried_in", "outcomes_total", "carried_out")
_ITEMS = ("administrative_license", "other_external_service", "administrative_penalty", "administrative_compulsion")


@dataclass
class Profile:
    """What an agency is like in every year: each level is drawn once, when it is first asked for."""

    random: Random
    makes_rules: bool = False
    size: int = 0
    levels: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw how many requests a year it has."""
        self.size = self.random.choice((8, 30, 200, 1500))

    def level(self, name: str, *choices: float) -> float:
        """The usual value of a figure: one of the choices, or a value between the last two of them."""
        if name not in self.levels:
            least, most = choices[-2:]
            self.levels[name] = self.random.choice((*choices[:-2], self.random.uniform(least, most)))
        return self.levels[name]

    def count(self, name: str, *choices: float) -> int:
        """A figure of this year: its level, a quarter more or a fifth less."""
        return round(self.level(name, *choices) * self.random.uniform(0.8, 1.25))

    def money(self, name: str, least: float, most: float) -> Decimal:
        """An amount of this year, never whole: what a count of items is not."""
        amount = Decimal(f"{self.level(name, least, most) * self.random.uniform(0.8, 1.25):.2f}")
        return amount + Decimal("0.01") if amount == round(amount) else amount


def figures(form: str, profile: Profile, before: Before) -> Figures:
    """Take a form and the figures of the year before (none at first); return those of this year."""
    while True:
        values = {address: Decimal(value) for draw in _TABLES[form] for address, value in draw(profile, before).items()}
        common = before.keys() & values.keys()
        if not common or any(before[address] != values[address] for address in common):
            return values


def added(parts: Sequence[Before]) -> Figures:
    """Figures of agencies added up."""
    return {address: sum((each[address] for each in parts), Decimal(0)) for address in parts[0]}


def _requests(form: str, profile: Profile, before: Before) -> dict[Address, int]:
    rows, columns = rows_and_columns(form, "requests")
    weights = _weights(profile, [row for row in rows if row not in _FLOW])
    found: dict[Address, int] = {}
    for column, share in zip(columns[:-1], _SHARES, strict=True):
        received = profile.count(f"received by {column}", profile.size * share * 0.7, profile.size * share * 1.3)
        rate = profile.level("carried", 0.02, 0.12)
        prior = before.get(("requests", "carried_out", column))
        carried_in = round(received * rate) if prior is None else int(prior)
        carried_out = round(received * rate * profile.random.uniform(0.8, 1.2))
        flow = (received, carried_in, received + carried_in - carried_out, carried_out)
        values = dict(zip(_FLOW, flow, strict=True)) | _divided(flow[2], weights)
        found |= {("requests", row, column): values[row] for row in rows}
    totals = {("requests", row, columns[-1]): sum(found["requests", row, c] for c in columns[:-1]) for row in rows}
    return {("requests", row, column): (found | totals)["requests", row, column] for row in rows for column in columns}


def _weights(profile: Profile, outcomes: Sequence[str]) -> dict[str, float]:
    """How requests usually end: a few ways often, most never."""
    levels = {row: profile.level(f"ends as {row}", 0, 0, 0, 0.02, 0.3) for row in outcomes}
    levels["granted"] = profile.level("granted", 0.5, 1)
    whole = sum(levels.values())
    return {row: level / whole for row, level in levels.items()}


def _divided(whole: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Each outcome by its weight, rounded down; the rest is granted."""
    counts = {row: int(whole * weight) for row, weight in weights.items()}
    counts["granted"] += whole - sum(counts.values())
    return counts


def _disputes(form: str, profile: Profile, before: Before) -> dict[Address, int]:
    rows, columns = rows_and_columns(form, "disputes")
    found: dict[Address, int] = {}
    for row in rows:
        results = [profile.count(f"{row} {column}", 0, 0, 1, 12) for column in columns[:-1]]
        if row == "litigation_after_reconsideration" and not found["disputes", "reconsideration", "total"]:
            results = [0 for _ in results]
        # what was pending a year ago is among the cases of this year
        results[0] += max(0, int(before.get(("disputes", row, "pending"), 0)) - sum(results))
        found |= {("disputes", row, c): v for c, v in zip(columns, (*results, sum(results)), strict=True)}
    return found


def _trial_disclosure(profile: Profile, before: Before) -> dict[Address, Decimal | int]:
    """Chapter two of form 2019: documents, items with what they change, and procurement."""
    found: dict[tuple[str, str], Decimal | int] = {}
    for row in ("rule", "normative_document"):
        made = profile.count(f"{row} made", 2, 14) if row != "rule" or profile.makes_rules else 0
        disclosed = profile.random.randint(0, made)
        found |= {(row, "newly_made"): made, (row, "newly_disclosed"): disclosed}
        found[row, "total_disclosed"] = disclosed + (profile.count(f"{row} kept", 0, 40) if made else 0)
    for row in (*_ITEMS, "administrative_fee"):
        items, change = (("proactive_disclosure", row, column) for column in ("prior_year_items", "change"))
        held = profile.count(f"{row} items", 0, 120) if items not in before else int(before[items] + before[change])
        found |= {(row, "prior_year_items"): held, (row, "change"): profile.random.randint(-min(held, 5), 5)}
    for row in _ITEMS:
        found[row, "decisions"] = profile.count(f"{row} decisions", 0, 900)
    projects = profile.count("projects", 0, 3, 60)
    amount = profile.money("procurement", 5, 4000) if projects else 0
    found |= {("centralized_procurement", "projects"): projects, ("centralized_procurement", "amount"): amount}
    return {("proactive_disclosure", *address): value for address, value in found.items()}


def _disclosure(profile: Profile, before: Before) -> dict[Address, Decimal | int]:
    """Chapter two of form 2021: documents in force, decisions, and the fee."""
    found: dict[tuple[str, str], Decimal | int] = {}
    for row in ("rule", "normative_document"):
        active = row != "rule" or profile.makes_rules
        issued = profile.count(f"{row} issued", 2, 14) if active else 0
        held = before.get(("proactive_disclosure", row, "in_force"))
        held = Decimal(profile.count(f"{row} in force", 20, 60) if active else 0) if held is None else held
        repealed = min(issued, profile.random.randint(0, 5))
        found |= {(row, "issued"): issued, (row, "repealed"): repealed, (row, "in_force"): held + issued - repealed}
    for row in ("administrative_license", "administrative_penalty", "administrative_compulsion"):
        found[row, "decisions"] = profile.count(f"{row} decisions", 0, 900)
    found["administrative_fee", "amount"] = profile.money("fee", 0.6, 5)
    return {("proactive_disclosure", *address): value for address, value in found.items()}


_CHANNELS = ("requests_in_person", "requests_by_fax", "requests_online", "requests_by_letter")
_FREE = {
    "normative_documents_issued": (4, 14),
    "press_conferences_by_principal": (0, 3),
    "online_interviews_by_principal": (0, 3),
    "policy_interpretations": (5, 80),
    "responses_via_weibo_wechat": (0, 20),
    "responses_via_other": (0, 20),
    "complaints": (0, 0, 1, 9),
    "dedicated_units": (1, 4),
    "reading_points": (1, 12),
    "staff_full_time": (1, 12),
    "staff_part_time": (0, 18),
    "meetings": (1, 12),
    "training_courses": (1, 9),
    "disclosed_via_gazette": (0, 0, 5, 60),
    "disclosed_via_website": (300, 4000),
    "disclosed_via_weibo": (0, 0, 20, 250),
    "disclosed_via_wechat": (0, 20, 250),
    "disclosed_via_other": (0, 0, 10, 90),
    "reconsiderations_upheld": (0, 8),
    "reconsiderations_corrected": (0, 0, 1, 3),
    "reconsiderations_other": (0, 0, 1, 3),
    "litigations_upheld": (0, 8),
    "litigations_corrected": (0, 0, 1, 3),
    "litigations_other": (0, 0, 1, 3),
    "requests_in_person": (0, 20),
    "requests_by_fax": (0, 0, 1, 4),
    "requests_online": (10, 300),
    "requests_by_letter": (0, 0, 2, 40),
}
"""Figures of form 2014 that stand alone or are parts of sums: what their usual values lie between."""


def _statistics(profile: Profile, before: Before) -> dict[Address, Decimal | int]:
    """The table of form 2014; all requests of a year are concluded in it."""
    rows, _ = rows_and_columns("2014", "statistics")
    found: dict[str, Decimal | int] = {row: profile.count(row, *levels) for row, levels in _FREE.items()}
    counts = {row: int(value) for row, value in found.items()}
    received = sum(counts[row] for row in _CHANNELS)
    extended = int(received * profile.level("extended", 0, 0.3))
    for name in ("requests_received", "requests_concluded", "requests_answered"):
        found[name] = received
    found |= {"concluded_after_extension": extended, "concluded_on_time": received - extended}
    found |= _answers(profile, rows, received)
    for whole in ("reconsiderations", "litigations"):
        found[whole] = sum(counts[row] for row in counts if row.startswith(f"{whole}_"))
    channels = [counts[row] for row in counts if row.startswith("disclosed_via_")]
    twice = sum(channels) - max(channels)
    found["disclosed"] = sum(channels) - int(twice * profile.level("twice", 0, 1))
    found["disclosed_normative_documents"] = int(counts["normative_documents_issued"] * profile.level("shown", 0.5, 1))
    for whole in ("press_conferences", "online_interviews"):
        found[whole] = counts[f"{whole}_by_principal"] + profile.count(whole, 1, 6)
    found["concerns_addressed"] = int(counts["policy_interpretations"] * profile.level("addressed", 0, 0.5))
    found["trainees"] = counts["training_courses"] + profile.count("trainees", 20, 400)
    found["staff"] = counts["staff_full_time"] + counts["staff_part_time"]
    found |= {"request_fees": profile.money("fees", 0.05, 0.6), "dedicated_funding": profile.money("funding", 1, 30)}
    return {("statistics", row, "value"): found[row] for row in rows}


def _answers(profile: Profile, rows: Sequence[str], answered: int) -> dict[str, int]:
    """The eight answers, and the grounds of refusal, of which one request may have two."""
    kinds = [row for row in rows if row.startswith("answered_")]
    grounds = [row for row in rows if row.startswith("refused_")]
    found = {row: int(answered * profile.level(row, 0, 0, 0, 0.1)) for row in kinds}
    found["answered_granted"] += answered - sum(found.values())
    refused = found["answered_refused"]
    found |= {row: int(refused * profile.level(row, 0, 0, 0, 0.2)) for row in grounds}
    found[grounds[0]] += refused - sum(found[row] for row in grounds)
    second = grounds[profile.random.randrange(1, len(grounds))]
    found[second] += int(found[second] < refused)
    return found


_TABLES: dict[str, tuple[Callable[[Profile, Before], Mapping[Address, Decimal | int]], ...]] = {
    "2014": (_statistics,),
    "2019": (_trial_disclosure, lambda p, b: _requests("2019", p, b), lambda p, b: _disputes("2019", p, b)),
    "2021": (_disclosure, lambda p, b: _requests("2021", p, b), lambda p, b: _disputes("2021", p, b)),
}
