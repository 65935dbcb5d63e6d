-- Every slot with the place where such reports print it.
create temp table sim_slots as
select
    form::varchar as form,
    table_name,
    row_code,
    column_code,
    unit,
    row_code || '__' || column_code as slot,
    format('path=/html/body[1]/table[{}]/tbody[1]/tr[{}]/td[{}]', place, row_place, column_place) as locator,
    format('page={};box={},{},{},{}', place, 90 * column_place, 16 * row_place, 90 * column_place + 80, 16 * row_place + 12) as locator_scanned
from (
    select
        *,
        case table_name when 'requests' then 2 when 'disputes' then 3 else 1 end as place,
        dense_rank() over (partition by form, table_name order by row_first) + 2 as row_place,
        row_number() over (partition by form, table_name, row_code order by "position") + 1 as column_place
    from (
        select
            *,
            min("position") over (partition by form, table_name, row_code) as row_first
        from sim_form_slots
    )
);
