"""The longer statements with which flows/warehouse.py asks and writes the raw tables."""

from __future__ import annotations

FORGOTTEN = """
    select distinct document_id from raw.forgotten
    where list_contains(?, document_id) and document_id not in (select document_id from raw.documents_in_force)
"""
KNOWN = """
    select
        document_id, arg_max(name, landed_at), arg_max(uri, landed_at),
        document_id not in (select document_id from raw.documents_in_force)
    from raw.documents
    where starts_with(document_id, ?) or document_id = ? or name = ? or uri = ?
    group by document_id
    order by 3, 1
"""
_TIMES = "first_seen, last_seen, fixed_at"
KEPT = (
    # when it was built, not when it is published: that is what the tables themselves say
    "insert into raw.sightings select finding_id, $run_id, last_seen from marts.findings where state <> 'fixed'",
    f"""
    create or replace temp table kept as
    select finding_id, to_json(shown)::varchar as finding
    from (select * exclude ({_TIMES}) from marts.findings where state <> 'fixed') as shown
    anti join raw.past_findings as past on past.finding_id = shown.finding_id and past.finding = to_json(shown)
    """,
    "delete from raw.past_findings where finding_id in (select finding_id from kept)",
    "insert into raw.past_findings select finding_id, finding, $run_id from kept",
)
