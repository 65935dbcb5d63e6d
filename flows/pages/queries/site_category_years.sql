-- one row a category and year: the sum over the agencies that print it, and how many these are;
-- of a whole and its parts only one is counted
select
    disclosures.category,
    disclosures."year",
    sum(disclosures."value") as total,
    count(disclosures."value") as agencies
from marts.disclosures as disclosures
where disclosures.is_counted
group by disclosures.category, disclosures."year"
order by disclosures.category, disclosures."year"
