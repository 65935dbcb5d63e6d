-- one row a sector with its names
select
    sector,
    label_zh,
    label_en
from marts.sectors
order by sector
