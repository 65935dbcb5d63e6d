-- one row a change of form or law: what it touches, from which year on, and why
select
    category,
    "year",
    kind,
    comparability,
    reason_zh,
    reason_en,
    basis
from marts.breaks
order by "year", category
