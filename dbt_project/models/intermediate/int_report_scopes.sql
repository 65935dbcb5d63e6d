-- Whether a report speaks for a whole: its text says so, else the seeds do, else the kind of its agency does.
-- One that says it speaks for itself does.
with

series as (

    select * from {{ ref('int_series') }}

),

summing as (

    select
        agency as agency_name,
        first_year,
        last_year
    from {{ ref('seed_summaries') }}

    union all

    select
        parent as agency_name,
        first_year,
        last_year
    from {{ ref('seed_parents') }}

),

-- what is listed of an agency holds under its later names too
summing_series as (

    select
        series.series_id,
        summing.first_year,
        coalesce(summing.last_year, 9999) as last_year
    from summing
    inner join {{ ref('int_agencies') }} as agencies on summing.agency_name = agencies.agency_name
    inner join series on agencies.agency_id = series.agency_id

),

-- a report has figures where something can be summed: some metric has all that it is made of
measured as (

    select
        report_id,
        category
    from {{ ref('int_disclosures_of_tables') }}
    where "value" is not null

    union all

    select
        report_id,
        category
    from {{ ref('int_disclosures_of_prose') }}
    where "value" is not null

),

summable as (

    select measured.report_id
    from measured
    inner join {{ ref('int_metric_terms') }} as terms on measured.category = terms.category
    where terms.side = 'numerator'
    group by measured.report_id, terms.metric, terms.terms
    having count(*) = terms.terms

),

figures as (

    select distinct report_id from summable

)

select
    reports.report_id,
    reports.agency_id,
    reports.agency_name,
    any_value(series.series_id) as series_id,
    reports."year",
    coalesce(any_value(speakers.precedence), 9) as precedence,
    count(figures.report_id) > 0 as has_figures,
    coalesce(
        any_value(reports.stated_scope),
        if(count(summing_series.series_id) > 0, 'whole', null),
        any_value(speakers.unless_stated),
        'own'
    ) = 'whole' as is_whole
from {{ ref('int_found_reports') }} as reports
inner join {{ ref('int_agencies') }} as agencies on reports.agency_id = agencies.agency_id
inner join series on reports.agency_id = series.agency_id
left join {{ ref('seed_region_speakers') }} as speakers on agencies.agency_kind = speakers.agency_kind
left join figures on reports.report_id = figures.report_id
left join summing_series
    on
        series.series_id = summing_series.series_id
        and reports."year" between summing_series.first_year and summing_series.last_year
group by reports.report_id, reports.agency_id, reports.agency_name, reports."year"
