-- One row an agency and year that is expected; `found` tells which of them were published. The figures of a year hang on
-- `seed` and `scale` (requests to be expected) alone, so that the year after can say what was carried over.
-- hash(seed, number) would not do: two numbers give draws that hang together
create temp macro unit(seed, number) as (hash(xor(seed::ubigint, hash(number))) >> 11)::double / 9007199254740992.0;
create temp macro scale_of(size, series, in_year)
as size
* exp(2 * (unit(series, 1) + unit(series, 2) + unit(series, 3) - 1.5))
* (1 + 0.06 * (in_year - 2014)) * (0.7 + 0.6 * unit(series, in_year));

create temp table sim_reports as
with

expected as (
    select
        agencies.*,
        years.number::integer as year,
        hash(series, years.number) as seed,
        hash(series, years.number - 1) as prior_seed,
        scale_of(size, series, years.number) as scale,
        scale_of(size, series, years.number - 1) as prior_scale
    from sim_agencies as agencies
    cross join range(getvariable('last_year') - getvariable('years') + 1, getvariable('last_year') + 1) as years (number)
    where years.number between coalesce(since, 0) and coalesce(until, 9999)
),

terms as (
    select
        *,
        case when year < 2019 then '2014' when year < 2021 then '2019' else '2021' end as form,
        if(year >= 2018 and agency_kind = 'department', make_date(year + 1, 1, 31), make_date(year + 1, 3, 31)) as due_on,
        'r_' || left(md5(agency_id || year), 16) as report_id,
        unit(seed, 'found') > 0.03 as found,
        unit(seed, 'scanned') < 0.08 as scanned,
        unit(seed, 'revised') < 0.01 as revised,
        if(unit(seed, 'error') < 0.05, 1 + floor(unit(seed, 'which') * 7)::integer, 0) as error
    from expected
)

select
    *,
    sha256(report_id) as document_id,
    due_on + (if(unit(seed, 'late') < 0.06, 90, -25) * unit(seed, 'days'))::integer as published_on,
    if(scanned, report_id || '.pdf', report_id || '.html') as document_name,
    'https://www.example.gov.cn/zfxxgk/' || report_id || if(scanned, '.pdf', '.html') as source_uri,
    agency_name || year || '年政府信息公开工作年度报告' as title
from terms
order by agency_name, year;
