-- A government speaks for its bureaus here, so that it is never counted beside them.
select
    * exclude (report_id, published_on),
    true as is_expected,
    case when not found then 'missing' when published_on > due_on then 'late' else 'found' end as status,
    if(found, report_id, null) as report_id,
    if(found, published_on, null) as published_on,
    if(found, greatest(published_on - due_on, 0), null) as days_late,
    if(found, agency_kind <> 'government', null) as is_counted,
    case when not found then null when agency_kind = 'government' then 'parts_found' else 'own_figures' end as counting_reason
from sim_reports
