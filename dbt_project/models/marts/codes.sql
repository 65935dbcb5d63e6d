select
    code_list,
    code,
    label_zh,
    label_en,
    "position"::integer as "position"
from {{ ref('stg_codes') }}
