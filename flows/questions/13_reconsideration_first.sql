-- zh: 2024年起不予公开须先复议，直接起诉的案件减少了多少，复议增加了多少？
-- en: Refusals go to reconsideration first since 2024: how far did direct lawsuits fall, and reconsiderations rise?
-- read_zh: 逐年列三条路径的案件数与比例。2024年的 break 来自法律，不是机关做法的变化；各年计入的机关数不同，比较比例而不是件数。
-- read_en: Cases on the three paths by year. The break of 2024 is the law's, not the agencies' doing. As the number of agencies differs by year, compare shares.
with

counted as (
    select
        disclosures."year",
        disclosures.category,
        count(*) as agencies,
        sum(disclosures."value") as cases
    from marts.disclosures as disclosures
    where
        disclosures.category between 'disputes/litigation' and 'disputes/reconsideration'
        and disclosures.category in (
            'disputes/reconsideration',
            'disputes/litigation_direct',
            'disputes/litigation_after_reconsideration'
        )
        and disclosures.source = 'table'
        and disclosures."value" is not null
        and disclosures."year" >= 2019
        and disclosures.is_counted
    group by disclosures."year", disclosures.category
)

select
    counted."year",
    categories.label_zh,
    categories.label_en,
    counted.agencies,
    counted.cases,
    round(1.0 * counted.cases / nullif(sum(counted.cases) over (partition by counted."year"), 0), 4) as share,
    round(1.0 * counted.cases / nullif(counted.agencies, 0), 3) as cases_an_agency,
    coalesce(breaks.comparability, 'same') as comparability,
    breaks.reason_zh
from counted
inner join marts.categories as categories on counted.category = categories.category
left join marts.breaks as breaks
    on
        counted.category = breaks.category
        and counted."year" = breaks."year"
order by counted."year", categories."position"
