-- one row a table of the published file
select
    table_name,
    estimated_size
from duckdb_tables()
where schema_name = 'marts'
order by table_name
