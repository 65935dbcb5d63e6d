-- the agencies with the highest numbers of each category in the youngest year in which it was printed at all
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
    disclosures.agency_id,
    disclosures.agency_name,
    disclosures.series_id,
    disclosures.report_id,
    disclosures.form,
    disclosures.source,
    disclosures."value"
from marts.disclosures as disclosures
inner join years on disclosures.category = years.category and disclosures."year" = years.last_year
where disclosures."value" is not null
qualify row_number() over (
    partition by disclosures.category
    order by disclosures."value" desc, disclosures.agency_name, disclosures.report_id
) <= ?
order by disclosures.category, disclosures."value" desc, disclosures.agency_name
