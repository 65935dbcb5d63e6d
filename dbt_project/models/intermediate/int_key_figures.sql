-- The figures of a report that are summed up by region.
with

facts as (

    select
        facts.report_id,
        facts."value",
        {{ slot_name('facts') }} as slot
    from {{ ref('facts') }} as facts
    where facts."value" is not null and facts.table_name in ('requests', 'disputes', 'statistics')

)

select
    report_id,
    sum("value") filter (where slot in ('requests/received/total', 'statistics/requests_received/value')) as received,
    sum("value") filter (where slot in ('requests/outcomes_total/total', 'statistics/requests_concluded/value'))
        as concluded,
    sum("value") filter (where slot in ('requests/granted/total', 'statistics/answered_granted/value')) as granted,
    sum("value") filter (where slot in ('requests/granted_in_part/total', 'statistics/answered_granted_in_part/value'))
        as partially_granted,
    sum("value") filter (where regexp_matches(slot, '^requests/refused_.*/total$|^statistics/answered_refused/'))
        as refused,
    sum("value") filter (where regexp_matches(slot, '^requests/unavailable_.*/total$')) as unable,
    sum("value") filter (where regexp_matches(slot, '^disputes/.*/total$|^statistics/(reconsiderations|litigations)/'))
        as disputes
from facts
group by report_id
