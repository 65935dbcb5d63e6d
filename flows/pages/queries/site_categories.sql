-- one row a category in the order of the forms
select
    category,
    parent,
    section,
    label_zh,
    label_en,
    unit,
    forms,
    "position"
from marts.categories
order by "position", category
