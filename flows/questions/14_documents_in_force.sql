-- zh: 现行有效的行政规范性文件有多少，与上年数加制发减废止是否相符？
-- en: How many normative documents are in force, and do last year's, those issued and those repealed make that number?
-- read_zh: gap 不为零，说明清理、失效或统计口径有变，不一定是错；只有2021年起的格式有现行有效件数。按机关系列接续，未取得上一年报告的不列。
-- read_en: A gap may come from revisions, lapses or another way of counting and need not be an error. Only the form of 2021 has the row; agencies without the report before are not listed.
-- given: year = 2023
with

documents as (
    select
        series_id,
        agency_name,
        "year",
        max(case when category = 'proactive_disclosure/normative_document/in_force' then "value" end) as in_force,
        max(case when category = 'proactive_disclosure/normative_document/issued' then "value" end) as issued,
        max(case when category = 'proactive_disclosure/normative_document/repealed' then "value" end) as repealed
    from marts.disclosures
    where
        category between 'proactive_disclosure/normative_document/' and 'proactive_disclosure/normative_document/z'
        and category in (
            'proactive_disclosure/normative_document/in_force',
            'proactive_disclosure/normative_document/issued',
            'proactive_disclosure/normative_document/repealed'
        )
        and source = 'table'
        and "year" between coalesce(getvariable('year'), 2023) - 1 and coalesce(getvariable('year'), 2023)
    group by series_id, agency_name, "year"
)

select
    this.agency_name,
    this."year",
    before.in_force as in_force_before,
    this.issued,
    this.repealed,
    this.in_force,
    this.in_force - (before.in_force + this.issued - this.repealed) as gap
from documents as this
inner join documents as before
    on
        this.series_id = before.series_id
        and this."year" = before."year" + 1
where this.in_force is not null
order by abs(coalesce(this.in_force - (before.in_force + this.issued - this.repealed), 0)) desc, this.agency_name
limit 200
