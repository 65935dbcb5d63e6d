-- zh: 每年不予公开的理由中，哪些最多？
-- en: Which grounds were given most for refusals in each year?
-- read_zh: 2019年条例修订后理由重新划分：2014年表的理由与其后各年不是同一套，只在同一格式的年份之间比较。share 为占该年已列理由之和的比例；一件可有多个理由。
-- read_en: The grounds were redrawn in 2019: those of the form of 2014 are another set, so compare years within a form. `share` is of all grounds named in that year; a request may have several.
with

counted as (
    select
        disclosures."year",
        disclosures.category,
        count(*) as agencies,
        sum(disclosures."value") as refused
    from marts.disclosures as disclosures
    where
        disclosures.category between 'requests/refused_' and 'requests/refused_z'
        and disclosures.category in (
            'requests/refused_state_secret',
            'requests/refused_prohibited_by_law',
            'requests/refused_security_stability',
            'requests/refused_third_party_rights',
            'requests/refused_internal_affairs',
            'requests/refused_deliberative',
            'requests/refused_enforcement_file',
            'requests/refused_administrative_inquiry',
            'requests/refused_not_government_information',
            'requests/refused_other_legal_ground'
        )
        and disclosures.source = 'table'
        and disclosures."value" is not null
        and disclosures.is_counted
    group by disclosures."year", disclosures.category
)

select
    counted."year",
    rank() over (partition by counted."year" order by counted.refused desc) as place,
    categories.label_zh as ground_zh,
    categories.label_en as ground_en,
    counted.agencies,
    counted.refused,
    round(1.0 * counted.refused / nullif(sum(counted.refused) over (partition by counted."year"), 0), 4) as share
from counted
inner join marts.categories as categories on counted.category = categories.category
order by counted."year", place, ground_en
