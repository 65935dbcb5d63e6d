-- The slots of every table of every form as one hash: a table that is the same in two forms has one shape.
with

shapes as (

    select
        form,
        table_name,
        md5(string_agg(row_code || '/' || column_code, ' ' order by row_code, column_code)) as shape
    from {{ ref('stg_slots') }}
    group by form, table_name

)

select
    form,
    table_name,
    shape,
    count(*) over (partition by table_name, shape) as form_count
from shapes
