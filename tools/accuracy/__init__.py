"""How many slots come back right from reports drawn in every format and layout: `python -m tools.accuracy`.

`drawings` lists the formats and layouts, `score` compares slot by slot, `others` asks the general extractors for the
same tables, `page` writes docs/accuracy.md.
"""
