-- The results that become findings, each with what its identity says: broken, or kept from being judged by the report.
with

-- a form on which nothing is filled in is nobody's error
filled_in as (

    select report_id
    from {{ ref('int_judged_facts') }}
    group by report_id
    having bool_or(state not in ('blank', 'not_applicable'))

)

select
    results.*,
    identities.equation,
    identities.basis,
    identities.says,
    identities.says_en
from {{ ref('identity_results') }} as results
inner join {{ ref('stg_identities') }} as identities
    on
        results.identity = identities.identity
        and results.form = identities.form
        and results.table_name = identities.table_name
        and results.each = identities.each
left join filled_in on results.report_id = filled_in.report_id
where
    results.status = 'broken'
    -- what is merely plausible, or only said in prose, accuses nobody of a blank
    or (
        results.reason in ('blank', 'all_blank', 'unreadable')
        and results.kind not in ('plausibility', 'narrative', 'hierarchy')
        and filled_in.report_id is not null
    )
