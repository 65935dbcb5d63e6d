-- What is judged, and what the planted errors break, by form.
create temp table sim_rules as
select
    identity,
    any_value(kind) as kind,
    any_value(equation) as equation,
    any_value(says) as says,
    any_value(says_en) as says_en,
    any_value(basis) as basis
from sim_identities
group by identity;

create temp table sim_errors as
select
    errors.*,
    slots.form
from sim_planted as errors
inner join sim_slots as slots on errors.table_name = slots.table_name and errors.slot = slots.slot;

create temp table sim_judged as
select distinct
    results.identity,
    results.form,
    results.table_name,
    results."each",
    results.instance,
    results.kind,
    results.severity,
    reports.form as report_form
from model.marts.identity_results as results
inner join model.marts.reports as reports on results.report_id = reports.report_id
where getvariable('whole') or (results.identity, results.instance) in (select (identity, instance) from sim_planted);
