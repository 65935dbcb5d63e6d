-- zh: 申请来自哪些人：自然人与各类组织各占多少，逐年如何？
-- en: Who asks: what share of requests comes from natural persons and from each kind of organisation, by year?
-- read_zh: 2019年起的格式才分申请人；share 以该年各类之和为分母，只含计入合计的报告。
-- read_en: Only the forms since 2019 know applicants. `share` is of the sum of all kinds, over the reports that are counted.
with

counted as (
    select
        disclosures."year",
        disclosures.category,
        sum(disclosures."value") as received
    from marts.disclosures as disclosures
    where
        disclosures.category between 'requests/received/' and 'requests/received/z'
        and disclosures.category in (
            'requests/received/natural_person',
            'requests/received/business',
            'requests/received/research_institution',
            'requests/received/public_welfare_organization',
            'requests/received/legal_service_agency',
            'requests/received/other_organization'
        )
        and disclosures.source = 'table'
        and disclosures.is_counted
    group by disclosures."year", disclosures.category
)

select
    counted."year",
    categories.label_zh,
    categories.label_en,
    counted.received,
    round(1.0 * counted.received / nullif(sum(counted.received) over (partition by counted."year"), 0), 4) as share
from counted
inner join marts.categories as categories on counted.category = categories.category
order by counted."year", categories."position"
