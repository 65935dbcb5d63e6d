select
    facts.*,
    facts.agency_id as series_id,
    categories.category,
    if(facts.year in (2019, 2021) and categories.section <> 'disputes', 'break', 'same') as comparability,
    'table' as source
from sim_facts as facts
inner join marts.categories as categories
    on
        facts.table_name = categories.section
        and facts.row_code = categories.row_code
        and facts.column_code = categories.column_code
