-- Of each report one number that changes with all that it is judged on: its figures and words, those of the reports
-- which it is compared with, the catalogue, and the judging itself.
with

figures as (

    select
        report_id,
        made_from as figures
    from {{ ref('int_report_sources') }}

),

claims as (

    select
        report_id,
        bit_xor(hash(topic, "value", other_value, relation, tolerance)) as claims
    from {{ ref('int_report_claims') }}
    group by report_id

),

attributes as (

    select
        report_id,
        bit_xor(hash(attribute, holds, left_value, right_value)) as attributes
    from {{ ref('int_attributes') }}
    group by report_id

),

linked as (

    select
        links.report_id,
        bit_xor(hash(links.link, links.source_agency_name, links.source_report_id, figures.figures)) as linked
    from {{ ref('int_report_links') }} as links
    left join figures on links.source_report_id = figures.report_id
    group by links.report_id

),

catalogue as (

    select bit_xor(rule) as rules
    from (
        select hash(terms) as rule from {{ ref('stg_identity_terms') }} as terms -- noqa: AL05

        union all

        select hash(identities) as rule from {{ ref('stg_identities') }} as identities -- noqa: AL05
    )

)

select
    reports.report_id,
    hash(
        reports.agency_id,
        reports.agency_name,
        reports."year",
        figures.figures,
        claims.claims,
        attributes.attributes,
        linked.linked,
        catalogue.rules,
        '{{ env_var("GOUJI_JUDGING", "by hand") }}'
    ) as judged_on
from {{ ref('int_reports') }} as reports
cross join catalogue
left join figures on reports.report_id = figures.report_id
left join claims on reports.report_id = claims.report_id
left join attributes on reports.report_id = attributes.report_id
left join linked on reports.report_id = linked.report_id
