-- one row: what the warehouse holds
select
    (select count(*) from marts.agencies where reports > 0) as agencies,
    (select count(*) from marts.reports) as reports,
    (select count(*) from marts.facts) as facts,
    (select min("year") from marts.reports) as first_year,
    (select max("year") from marts.reports) as last_year,
    (select count(*) from marts.findings where state <> 'fixed') as findings
