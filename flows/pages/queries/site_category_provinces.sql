-- one row a category and province, of the youngest year in which the category was printed at all;
-- of a whole and its parts only one is counted
with years as (
    select
        category,
        max("year") as last_year
    from marts.disclosures
    where "value" is not null
    group by category
)

select
    disclosures.category,
    disclosures."year",
    agencies.province,
    sum(disclosures."value") as total,
    count(disclosures."value") as agencies
from marts.disclosures as disclosures
inner join years on disclosures.category = years.category and disclosures."year" = years.last_year
inner join marts.agencies as agencies on disclosures.agency_id = agencies.agency_id
where disclosures."value" is not null and disclosures.is_counted
group by disclosures.category, disclosures."year", agencies.province
order by disclosures.category, total desc, agencies.province
