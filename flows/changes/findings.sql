-- findings that came, that are gone, and those of which something else was decided
with pairs as (
    select
        case
            when b.finding_id is null or b.state = 'fixed' then 'new'
            when a.finding_id is null or a.state = 'fixed' then 'fixed'
            else 'decided'
        end as change,
        coalesce(a.finding_id, b.finding_id) as finding_id,
        coalesce(a.report_id, b.report_id) as report_id,
        coalesce(a.agency_name, b.agency_name) as agency_name,
        coalesce(a."year", b."year") as "year",
        coalesce(a.severity, b.severity) as severity,
        coalesce(a.identity, b.identity) as identity,
        coalesce(a.instance, b.instance) as instance,
        coalesce(a.status, b.status) as status,
        coalesce(a.expected, b.expected) as expected,
        coalesce(a.actual, b.actual) as actual,
        coalesce(a.difference, b.difference) as difference,
        coalesce(a.says, b.says) as says,
        coalesce(a.says_en, b.says_en) as says_en,
        b.state as state_before,
        a.state as state_after
    from before.marts.findings as b
    full outer join after.marts.findings as a on b.finding_id = a.finding_id
    where coalesce(nullif(b.state, 'fixed'), '') <> coalesce(nullif(a.state, 'fixed'), '')
)

select * from pairs
order by
    list_position(['new', 'fixed', 'decided'], change), list_position(['critical', 'warning', 'info'], severity),
    agency_name, "year", identity, instance, finding_id
