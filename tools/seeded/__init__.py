"""Every identity proved at scale: errors planted in consistent reports, judged by dbt, and what became of each.

`agencies` draws who reports, `figures` and `draft` draw reports on which every identity holds, `recipes.csv` says for
each identity which errors it must catch and `planting` plants them, `trials` has dbt judge all of it in one warehouse,
and `page` writes docs/rules.md.
"""
