select
    sector,
    label_zh,
    label_en
from {{ ref('seed_sector_labels') }}
