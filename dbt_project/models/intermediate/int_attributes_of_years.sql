-- What identities ask of a report beside others: that of the year before, and its peers of the same year.
with

reports as (

    select * from {{ ref('int_reports') }}

),

priors as (

    select
        report_id,
        any_value(source_report_id) as prior_report_id
    from {{ ref('int_report_links') }}
    where link = 'prior'
    group by report_id
    having count(*) = 1 and count(source_report_id) = 1

),

facts as (

    select
        *,
        {{ slot_name('facts') }} as slot
    from {{ ref('int_judged_facts') }} as facts

),

-- few figures beside zeros are the same by chance
compared as (

    select
        priors.report_id,
        count(*) filter (where facts."value" != 0) as figures,
        count(*) filter (where facts."value" is distinct from before."value") as differences
    from priors
    inner join facts on priors.report_id = facts.report_id
    inner join facts as before
        on
            priors.prior_report_id = before.report_id
            and facts.slot = before.slot
    group by priors.report_id

),

sentences as (

    select
        reports.report_id,
        len(reports.sentences) as sentences,
        len(list_intersect(reports.sentences, before.sentences)) as repeated
    from priors
    inner join reports on priors.report_id = reports.report_id
    inner join reports as before on priors.prior_report_id = before.report_id
    where len(reports.sentences) >= 10 and len(before.sentences) >= 10

),

fees as (

    select
        facts.report_id,
        facts.slot,
        facts."value" as fee,
        agencies.agency_kind,
        facts.form
    from facts
    inner join reports on facts.report_id = reports.report_id
    inner join {{ ref('int_agencies') }} as agencies on reports.agency_name = agencies.agency_name
    inner join {{ ref('stg_slots') }} as slots
        on
            facts.form = slots.form
            and facts.table_name = slots.table_name
            and facts.row_code = slots.row_code
            and facts.column_code = slots.column_code
    where
        facts.table_name = 'proactive_disclosure'
        and facts.row_code = 'administrative_fee'
        and slots.kind = 'amount'
        and facts."value" > 0

),

-- its own fees of other years are peers as well as those of others of its kind
peers as (

    select
        report_id,
        slot,
        fee,
        median(fee) over (partition by agency_kind, form) as usual
    from fees
    qualify count(*) over (partition by agency_kind, form) > 5

),

first_published as (

    select
        report_id,
        min(published_on) as published_on
    from {{ ref('int_documents') }}
    where published_on is not null
    group by report_id

)

select
    report_id,
    'report.tables_differ_from_prior' as attribute,
    differences > 0 as holds,
    differences as left_value,
    cast(null as integer) as right_value,
    cast(null as varchar[]) as slots,
    cast(null as varchar) as locator,
    cast(null as varchar) as document_id
from compared
where figures >= 10

union all

select
    report_id,
    'report.prose_differs_from_prior' as attribute,
    repeated * 2 <= sentences as holds,
    repeated as left_value,
    sentences // 2 as right_value,
    null as slots,
    null as locator,
    null as document_id
from sentences

union all

select
    report_id,
    'report.fee_is_like_its_peers' as attribute,
    coalesce(fee < 1000 or fee != round(fee) or fee < 1000 * usual, true) as holds,
    cast(fee as integer) as left_value,
    cast(usual as integer) as right_value,
    [slot] as slots,
    null as locator,
    null as document_id
from peers

union all

select
    reports.report_id,
    'report.scope_is_that_of_prior' as attribute,
    reports.stated_scope = before.stated_scope as holds,
    null as left_value,
    null as right_value,
    null as slots,
    reports.scope_locator as locator,
    reports.scope_document_id as document_id
from priors
inner join reports on priors.report_id = reports.report_id
inner join reports as before on priors.prior_report_id = before.report_id
where reports.stated_scope is not null and before.stated_scope is not null

union all

-- a sum over agencies of which some are not listed would accuse wrongly
select
    reports.report_id,
    'report.sums_up_listed_agencies' as attribute,
    reports.stated_scope = 'whole' and bool_or(summaries.agency is not null) as holds,
    null as left_value,
    null as right_value,
    null as slots,
    any_value(reports.scope_locator) as locator,
    any_value(reports.scope_document_id) as document_id
from reports
left join {{ ref('seed_summaries') }} as summaries
    on
        reports.agency_name = summaries.agency
        and reports."year" between summaries.first_year and coalesce(summaries.last_year, reports."year")
where reports.stated_scope is not null
group by reports.report_id, reports.stated_scope

union all

select
    links.report_id,
    'report.is_covered_by_its_parent' as attribute,
    bool_or(parents.stated_scope = 'whole') as holds,
    null as left_value,
    null as right_value,
    null as slots,
    null as locator,
    null as document_id
from {{ ref('int_report_links') }} as links
inner join reports as parents on links.source_report_id = parents.report_id
where links.link = 'parent' and parents.stated_scope is not null
group by links.report_id

union all

-- days after the last day on which the law lets it be published
select
    reports.report_id,
    'report.is_published_in_time' as attribute,
    first_published.published_on <= make_date(reports."year" + 1, terms."month", terms."day") as holds,
    date_diff('day', make_date(reports."year" + 1, terms."month", terms."day"), first_published.published_on)
        as left_value,
    0 as right_value,
    null as slots,
    null as locator,
    null as document_id
from reports
inner join first_published on reports.report_id = first_published.report_id
inner join {{ ref('int_agencies') }} as agencies on reports.agency_name = agencies.agency_name
inner join {{ ref('seed_publication_terms') }} as terms
    on
        reports."year" between terms.first_year and coalesce(terms.last_year, reports."year")
        and terms.agency_kind in (agencies.agency_kind, '*')
qualify row_number() over (partition by reports.report_id order by terms.agency_kind = '*') = 1
