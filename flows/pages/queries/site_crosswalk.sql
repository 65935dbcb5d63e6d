-- one row a category and form (or claim) that it is read from
select
    category,
    form,
    source,
    slots,
    topic,
    comparability,
    reason_zh,
    reason_en
from marts.crosswalk
order by category, form, source
