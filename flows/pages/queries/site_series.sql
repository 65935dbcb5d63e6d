-- one row a year of these series in these categories, for the charts of an agency
select
    disclosures.series_id,
    disclosures.agency_id,
    disclosures.agency_name,
    disclosures."year",
    disclosures.category,
    disclosures."value",
    disclosures.unit,
    disclosures.state,
    disclosures.form,
    disclosures.comparability,
    disclosures.reason_zh,
    disclosures.reason_en,
    disclosures.source,
    disclosures.report_id
from marts.disclosures as disclosures
where disclosures.series_id in (select unnest(?::varchar[])) and disclosures.category in (select unnest(?::varchar[]))
order by disclosures.series_id, disclosures.category, disclosures."year"
