-- What identities ask of the prose of a report: its chapters, years, subject, and what it says twice.
with

reports as (

    select * from {{ ref('int_reports') }}

),

with_prose as (

    select
        report_id,
        document_id
    from reports
    where len(sentences) > 0

),

mentions as (

    select
        reports.report_id,
        mentions.topic,
        mentions.document_id,
        mentions.locator,
        parts.part_no * 1000000 + mentions."position" as place
    from {{ ref('stg_mentions') }} as mentions
    inner join {{ ref('int_parts') }} as parts on mentions.document_id = parts.document_id
    inner join reports on parts.first_document_id = reports.document_id
    where not parts.is_superseded

),

chapters as (

    select
        report_id,
        topic,
        min(place) as place,
        arg_min(locator, place) as locator,
        arg_min(document_id, place) as document_id
    from mentions
    where regexp_matches(topic, '^chapter_[1-6]$')
    group by report_id, topic

),

ordered as (

    select
        *,
        coalesce(place > lag(place) over (partition by report_id order by topic), true) as is_in_order
    from chapters

),

outlines as (

    select
        report_id,
        count(*) as chapters,
        bool_and(is_in_order) as is_in_order,
        arg_min(locator, topic) as locator,
        arg_min(document_id, topic) as document_id,
        arg_min(locator, topic) filter (where not is_in_order) as stray_locator,
        arg_min(document_id, topic) filter (where not is_in_order) as stray_document_id
    from ordered
    -- the six chapters are those of the formats that have a table of requests; a page with few of them has no outline
    where
        report_id in (
            select facts.report_id
            from {{ ref('int_judged_facts') }} as facts
            where facts.table_name = 'requests'
        )
    group by report_id
    having count(*) >= 4

),

years as (

    select
        claims.report_id,
        count(distinct claims.topic) as sources,
        count(distinct claims."value") as years,
        min(claims."value") as first_year,
        max(claims."value") as last_year,
        arg_min(claims.locator, claims.topic) filter (where claims."value" != reports."year") as locator,
        arg_min(claims.document_id, claims.topic) filter (where claims."value" != reports."year") as document_id
    from {{ ref('int_report_claims') }} as claims
    inner join reports on claims.report_id = reports.report_id
    where claims.topic in ('title_year', 'period_year', 'body_year')
    group by claims.report_id

),

-- a topic that a table of the report has is judged against the table instead
judged_topics as (

    select distinct
        facts.report_id,
        terms.topic
    from {{ ref('int_judged_facts') }} as facts
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            facts.form = terms.form
            and facts.table_name = terms.identity_table
    where terms.topic is not null

),

stated as (

    select
        claims.report_id,
        max(claims.claim_no) as "values",
        max(claims."value") filter (where claims.claim_no = 2) as second_value,
        max(claims."value") filter (where claims.claim_no = 1) as first_value,
        max(claims.locator) filter (where claims.claim_no = 2) as locator,
        max(claims.document_id) filter (where claims.claim_no = 2) as document_id
    from {{ ref('int_report_claims') }} as claims
    inner join {{ ref('seed_single_topics') }} as topics on claims.topic = topics.topic
    left join judged_topics
        on
            claims.report_id = judged_topics.report_id
            and claims.topic = judged_topics.topic
    where judged_topics.topic is null
    group by claims.report_id, claims.topic
    qualify row_number() over (partition by claims.report_id order by max(claims.claim_no) desc, claims.topic) = 1

),

-- faults of the prose, each by the mention that shows it
faults as (

    select
        with_prose.report_id,
        topics.attribute,
        bool_and(mentions.topic is null) as holds,
        arg_min(mentions.locator, mentions.place) as locator,
        arg_min(mentions.document_id, mentions.place) as document_id
    from with_prose
    cross join {{ ref('seed_prose_faults') }} as topics
    left join mentions
        on
            with_prose.report_id = mentions.report_id
            and topics.topic = mentions.topic
    group by with_prose.report_id, topics.attribute

),

-- a claim of a fee speaks of it as well
spoken_of as (

    select
        report_id,
        topic,
        locator,
        document_id,
        place
    from mentions

    union all

    select
        report_id,
        topic,
        locator,
        document_id,
        0 as place
    from {{ ref('claims') }}
    where topic = 'processing_fee'

)

select
    with_prose.report_id,
    words.attribute,
    count(spoken_of.report_id) > 0 as holds,
    cast(null as integer) as left_value,
    cast(null as integer) as right_value,
    cast(null as varchar[]) as slots,
    arg_min(spoken_of.locator, spoken_of.place) as locator,
    arg_min(spoken_of.document_id, spoken_of.place) as document_id
from with_prose
cross join {{ ref('attributes') }} as words
left join spoken_of
    on
        with_prose.report_id = spoken_of.report_id
        and words.attribute = 'mention.' || spoken_of.topic
left join chapters
    on
        with_prose.report_id = chapters.report_id
        and words.needs = chapters.topic
where words.attribute like 'mention.%'
group by with_prose.report_id, words.attribute, words.needs
-- who has not seen the chapter in which it would stand cannot say that it is not there
having count(spoken_of.report_id) > 0 or words.needs is null or count(chapters.topic) > 0

union all

select
    report_id,
    'report.has_six_chapters' as attribute,
    chapters = 6 as holds,
    chapters as left_value,
    6 as right_value,
    null as slots,
    locator,
    document_id
from outlines

union all

select
    report_id,
    'report.chapters_are_in_order' as attribute,
    is_in_order as holds,
    null as left_value,
    null as right_value,
    null as slots,
    coalesce(stray_locator, locator) as locator,
    coalesce(stray_document_id, document_id) as document_id
from outlines

union all

select
    report_id,
    'report.years_agree' as attribute,
    years = 1 as holds,
    cast(first_year as integer) as left_value,
    cast(last_year as integer) as right_value,
    null as slots,
    locator,
    document_id
from years
where sources > 1 or years > 1

union all

select
    report_id,
    'report.is_annual_report' as attribute,
    document_kind != 'work_summary' as holds,
    null as left_value,
    null as right_value,
    null as slots,
    null as locator,
    null as document_id
from reports
where document_kind in ('statutory_report', 'narrative_report', 'work_summary')

union all

select
    report_id,
    'report.says_twice_alike' as attribute,
    "values" = 1 as holds,
    if("values" > 1, cast(second_value as integer), null) as left_value,
    if("values" > 1, cast(first_value as integer), null) as right_value,
    null as slots,
    locator,
    document_id
from stated

union all

select
    report_id,
    attribute,
    holds,
    null as left_value,
    null as right_value,
    null as slots,
    locator,
    document_id
from faults
