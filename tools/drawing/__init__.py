"""Reports drawn from figures in every format that gouji reads: for the samples, and for examples of layouts.

`tables` lays the statutory tables out as cells with spans, `report` puts them between headings and sentences, and each
other module draws that in one format. The same figures give the same bytes.
"""

from tools.drawing.paper import draw_pdf
from tools.drawing.report import Report, figures_of
from tools.drawing.sheet import draw_csv, draw_xlsx
from tools.drawing.tables import Figures
from tools.drawing.text import draw_text
from tools.drawing.web import draw_html
from tools.drawing.word import draw_docx

__all__ = [
    "Figures",
    "Report",
    "draw_csv",
    "draw_docx",
    "draw_html",
    "draw_pdf",
    "draw_text",
    "draw_xlsx",
    "figures_of",
]
