"""From a slot to a picture of its cell: the mark must stand where the figure is printed, in every format."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from PIL import ImageChops

from extractors import office
from extractors.document import DOCX, HTML, PDF, TEXT
from extractors.extract import READERS
from flows.evidence import cells, lines, pdf_page, photograph, web_page, word_page
from flows.evidence.chromium import BrowserError, Chromium, chromium, find_chromium
from flows.evidence.picture import Picture, Wanted, opened
from flows.evidence.pictures import Pictures, pictures
from flows.settings import Settings
from tests.flows.conftest import SAMPLES
from tests.flows.marked import SHARED, assert_marked, image_of, wanted_of
from tests.locators import printed_at


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pictures]:
    settings = Settings(home=tmp_path_factory.mktemp("evidence") / "none", document_seconds=20)
    with pictures(settings) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    try:
        find_chromium()
    except BrowserError as error:
        pytest.skip(str(error))
    with chromium(40) as opened_browser:
        yield opened_browser


DIGITAL = ["jiangnan_jyj_2023.pdf", "suqian_2023.pdf", "jiangnan_jyj_2022.docx", "shenyang_gxj_2020.xlsx"]


@pytest.mark.parametrize("whole_page", [False, True])
@pytest.mark.parametrize("name", [*DIGITAL, "jiangnan_swj_2021.html"])
def test_every_format_gives_a_picture_with_its_cell_marked(drawer: Pictures, name: str, whole_page: bool) -> None:
    drawn = drawer.of(wanted_of(SAMPLES / name, whole_page=whole_page))
    assert_marked(drawn)
    assert opened(drawn.png) == drawn


def test_a_text_shows_the_lines_around_with_the_figure_marked(drawer: Pictures) -> None:
    wanted = wanted_of(SAMPLES / "ankang_gxj_2018.txt", "statistics/disclosed_via_website/value")
    drawn = drawer.of(wanted)
    assert_marked(drawn)
    elsewhere = drawer.of(Wanted(wanted.data, TEXT, "line=15;column=17", "264"))
    assert elsewhere.mark[1] == drawn.mark[1], "the place stands in the middle of what is shown"
    assert drawn.mark[2] - drawn.mark[0] < 60


PDFS = [
    *(f"examples/dense_2020__{kind}.pdf" for kind in ("chromium_plain", "x_rotate90", "x_rotate270", "x_offset")),
    *("examples/dense_2020__chromium_landscape.pdf", "reports/hongze_2024.pdf"),
]


@pytest.mark.parametrize("name", PDFS)
def test_the_mark_of_a_pdf_stands_over_the_printed_text(name: str) -> None:
    """The mark, taken back to points through a whole page, finds in PDFium's own text what was printed."""
    wanted = wanted_of(SHARED / name, whole_page=True)
    drawn = pdf_page.draw(wanted)
    number = int(wanted.locator.split(";")[0].removeprefix("page="))
    with pdf_page.opened(wanted.data) as pdf:
        scale = pdf[number - 1].get_width() / image_of(drawn).width
    box = ",".join(f"{edge * scale:.1f}" for edge in drawn.mark)
    assert printed_at(wanted.data, PDF, f"page={number};box={box}") == wanted.printed
    assert_marked(drawn)


@pytest.mark.parametrize("name", PDFS)
def test_a_part_of_a_page_is_cut_out_of_it(name: str) -> None:
    wanted = wanted_of(SHARED / name)
    part, whole = pdf_page.draw(wanted), pdf_page.draw(Wanted(wanted.data, PDF, wanted.locator, "", True))
    assert image_of(part).height < image_of(whole).height
    cut = [image_of(one).crop(one.mark).convert("L").resize((64, 32)) for one in (part, whole)]
    assert ImageChops.difference(*cut).getextrema()[1] < 200


@pytest.mark.parametrize("name", ["cms", "gbk_wrongmeta", "lo_export"])
def test_the_mark_of_a_web_page_is_the_element_as_the_browser_places_it(browser: Chromium, name: str) -> None:
    """The same XPath, followed by the browser in the page as published, gives the box that the picture marks."""
    wanted = wanted_of(SHARED / "examples" / f"dense_2020__{name}.html", whole_page=True)
    drawn = photograph.photograph(browser, web_page.prepare(wanted), whole_page=True)
    assert_marked(drawn)
    text, box = _followed(browser, wanted)
    assert "".join(text.split()) == wanted.printed
    scale = image_of(drawn).width / box["page"]
    expected = [box["x"] * scale, box["y"] * scale, box["right"] * scale, box["bottom"] * scale]
    assert all(abs(found - edge) <= 5 for found, edge in zip(drawn.mark, expected, strict=True))


FOLLOW = """(() => {
    const found = document.evaluate("PATH", document, null, 9, null).singleNodeValue;
    const box = found.getBoundingClientRect();
    return {text: found.textContent, x: box.left, y: box.top, right: box.right, bottom: box.bottom,
            page: document.documentElement.scrollWidth};
})()"""


def _followed(browser: Chromium, wanted: Wanted) -> tuple[str, dict[str, float]]:
    """What the browser finds at a locator of the page, and where."""
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    window = {"width": 1000, "height": 800, "deviceScaleFactor": 1.25, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", session, **window)
    frame = browser.call("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
    page = web_page.decode(wanted.data)[0]
    browser.call("Page.setDocumentContent", session, frameId=frame, html=page)
    script = FOLLOW.replace("PATH", wanted.locator.removeprefix("path="))
    value = browser.call("Runtime.evaluate", session, expression=script, returnByValue=True)["result"]["value"]
    browser.call("Target.closeTarget", targetId=target)
    return value.pop("text"), value


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_a_page_loads_nothing_and_runs_nothing(browser: Chromium, visits: tuple[str, list[str]]) -> None:
    host, asked = visits
    page = f"""<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0; url={host}/refresh">
        <link rel="stylesheet" href="{host}/style.css"><style>@import "{host}/import.css";
        td {{ background: url({host}/background.png) }} @font-face {{ font-family: f; src: url({host}/f.woff) }}
        </style><script src="{host}/script.js"></script></head>
        <body style="font-family: f" onload="document.body.innerHTML = ''"><img src="{host}/image.png">
        <iframe src="{host}/frame"></iframe><svg><image href="{host}/svg.png"/></svg><video src="{host}/v"></video>
        <script>document.body.textContent = 'gone'; fetch('{host}/fetch')</script>
        <table><tr><td onfocus="fetch('{host}/focus')" autofocus tabindex="0">12</td></tr></table></body></html>"""
    wanted = Wanted(page.encode(), HTML, "path=/html/body[1]/table[1]/tbody[1]/tr[1]/td[1]", "12")
    drawn = photograph.photograph(browser, web_page.prepare(wanted), whole_page=False)
    assert_marked(drawn)
    assert asked == []


def test_a_place_that_the_page_hides_is_drawn_from_what_was_read(drawer: Pictures) -> None:
    page = b"<body><table style='display:none'><tr><td>a<td>12</tr><tr><td>b<td>13</tr></table></body>"
    drawn = drawer.of(Wanted(page, HTML, "path=/html/body[1]/table[1]/tbody[1]/tr[2]/td[2]", "13"))
    assert_marked(drawn)
    assert cells.AS_READ in drawn.remark


def test_a_table_in_a_string_of_a_script_is_drawn(drawer: Pictures) -> None:
    """The page shows it by a script; the picture shows the HTML of the string."""
    table = "<table border=1><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>17</td></tr></table>"
    page = f"<html><body><div id=a></div><script>var report = '{table}';</script></body></html>".encode()
    hidden = READERS[HTML](page).hidden
    (cell,) = (cell for grid in hidden for cell in grid.cells if cell.text == "17")
    drawn = drawer.of(Wanted(page, HTML, cell.locator, "17"))
    assert_marked(drawn)
    assert_marked(cells.draw(Wanted(page, HTML, cell.locator, "17")))


def test_without_a_browser_a_web_page_is_drawn_from_what_was_read(
    drawer: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_CHROMIUM", "/nowhere/chromium")
    monkeypatch.setattr(drawer, "_browser", None)
    drawn = drawer.of(wanted_of(SAMPLES / "jiangnan_swj_2021.html"))
    assert_marked(drawn)
    assert "install the Debian package chromium" in drawn.remark


def test_without_libreoffice_a_word_document_is_drawn_from_what_was_read(
    drawer: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_SOFFICE", "/nowhere/soffice")
    drawn = drawer.of(wanted_of(SAMPLES / "jiangnan_jyj_2022.docx"))
    assert_marked(drawn)
    assert "install the Debian package libreoffice-writer" in drawn.remark


@pytest.mark.skipif(not office.is_installed(), reason="LibreOffice is not there")
@pytest.mark.parametrize("place", ["cell", "paragraph"])
def test_the_mark_of_a_word_page_stands_over_the_printed_text(place: str) -> None:
    wanted = wanted_of(SAMPLES / "jiangnan_jyj_2022.docx")
    if place == "paragraph":
        wanted = Wanted(wanted.data, DOCX, "paragraph=1", printed_at(wanted.data, DOCX, "paragraph=1"))
    pdf = office.to_pdf(word_page.prepare(wanted))
    drawn = pdf_page.draw_painted(pdf_page.Painted(pdf, word_page.PAINT, whole_page=True))
    assert_marked(drawn)
    assert wanted.printed in _around_mark(pdf, drawn)


def _around_mark(pdf: bytes, drawn: Picture) -> set[str]:
    """What the pages print inside the mark; the picture does not say which page it is of."""
    found = set()
    for number in range(1, len(pdfium.PdfDocument(pdf)) + 1):
        scale = pdfium.PdfDocument(pdf)[number - 1].get_width() / image_of(drawn).width
        box = ",".join(f"{edge * scale:.1f}" for edge in drawn.mark)
        found.add(printed_at(pdf, PDF, f"page={number};box={box}"))
    return found


@pytest.mark.parametrize("name", ["jiangnan_jyj_2022.docx", "shenyang_gxj_2020.xlsx", "jiangnan_swj_2021.html"])
def test_the_grid_marks_the_cell_and_no_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The figure itself decides what is inside the mark: another printed text changes nothing but that."""
    wanted = wanted_of(SAMPLES / name, "requests/received/total")
    before = cells.draw(wanted)
    content = READERS[wanted.media_type](wanted.data)
    cell = next(cell for grid in content.grids for cell in grid.cells if cell.locator == wanted.locator)
    assert cell.text == wanted.printed
    real = cells.table._wrapped
    monkeypatch.setattr(cells.table, "_wrapped", lambda one, width: ["#"] if one.text == "" else real(one, width))
    assert cells.draw(wanted).mark == before.mark
    monkeypatch.setattr(
        cells.table, "_wrapped", lambda one, width: ["###"] if one.locator == cell.locator else real(one, width)
    )
    changed = ImageChops.difference(image_of(before), image_of(cells.draw(wanted))).convert("L")
    left, top, right, bottom = changed.point(lambda value: 255 if value > 60 else 0).getbbox()
    assert before.mark[0] <= left < right <= before.mark[2] + 1
    assert before.mark[1] <= top < bottom <= before.mark[3] + 1


@pytest.mark.parametrize("columns", [2, 900])
def test_a_grid_of_any_size_gives_a_picture_of_a_fair_size(columns: int) -> None:
    rows = "".join("<tr>" + f"<td>{row}</td>" * columns + "</tr>" for row in range(150))
    place = f"path=/html/body[1]/table[1]/tbody[1]/tr[100]/td[{columns}]"
    drawn = cells.draw(Wanted(f"<body><table>{rows}</table></body>".encode(), HTML, place, "99", True))
    assert_marked(drawn)
    assert image_of(drawn).width * image_of(drawn).height < 12_000_000


def test_an_endless_line_is_shown_around_its_mark() -> None:
    text = "0" * 300_000 + "\t" + "17" + "\t" + "0" * 300_000
    drawn = lines.draw(Wanted(text.encode(), TEXT, "line=1;column=300002", "17"))
    assert_marked(drawn)
    assert image_of(drawn).height < 3000
