-- what the revisions of these reports changed, the latest first, in the order of the forms
select
    report_id, revision, prior_revision, published_on, prior_published_on, form, table_name, slot,
    printed_before, printed_after, state_before, state_after
from marts.revisions
where list_contains(?::varchar[], report_id)
order by report_id, revision desc, table_name, slot
