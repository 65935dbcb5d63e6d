-- What was judged of each report: all that the model's reports of the same form were judged on, or only that which a
-- planted error can break.
select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    reports.year,
    judged.identity,
    judged.form,
    judged.table_name,
    judged."each",
    judged.instance,
    reports.scale::integer as left_value,
    reports.scale::integer - coalesce(errors.off_by, 0) as right_value,
    coalesce(errors.off_by, 0) as difference,
    if(errors.error is null, 'holds', 'broken') as status,
    false as blanks_as_zero,
    judged.kind,
    judged.severity
from sim_chunk as reports
inner join sim_judged as judged on reports.form = judged.report_form
left join sim_errors as errors
    on
        reports.error = errors.error
        and reports.form = errors.form
        and judged.identity = errors.identity
        and judged.instance = errors.instance
