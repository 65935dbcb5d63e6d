"""PDFs that are damaged, locked, empty or mean harm: read, or refused in one clear line."""

import io

import pikepdf
import pytest

from extractors.document import DocumentError
from extractors.readers import pdf, pdf_lattice, pdf_paths
from tests.pdf_sheets import BODY, HEAD, Sheet, rows
from tests.printed import HOSTILE


def test_passwords_are_named_and_an_owner_password_is_no_obstacle():
    data = Sheet().table(100, [HEAD, *BODY]).bytes()
    for owner, user in (("o", ""), ("o", "u")):
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            document.save(target, encryption=pikepdf.Encryption(owner=owner, user=user))
        if user:
            with pytest.raises(DocumentError) as caught:
                pdf.read(target.getvalue())
            assert caught.value.kind == "encrypted"
        else:
            assert rows(pdf.read(target.getvalue()).grids[0]) == [HEAD, *BODY]


def test_a_truncated_file_is_repaired_once():
    data = Sheet().table(100, [HEAD, *BODY]).bytes()
    content = pdf.read(data[:-300])
    assert rows(content.grids[0]) == [HEAD, *BODY]
    assert [note.kind for note in content.notes] == ["repaired_document"]
    assert pdf.read(data).notes == ()


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "empty"), (b"<html></html>", "unknown_format"), (b"%PDF-1.7\nnothing", "damaged")],
)
def test_files_that_are_no_pdf_say_what_they_are(data, kind):
    with pytest.raises(DocumentError) as caught:
        pdf.read(data)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("module", "cap"), [(pdf, "MAX_PAGES"), (pdf_paths, "MAX_PATHS"), (pdf_lattice, "MAX_LATTICE")]
)
def test_caps_refuse_what_no_report_is(module, cap, monkeypatch):
    data = Sheet().table(100, [HEAD, *BODY]).page().table(100, [HEAD, *BODY]).bytes()
    pdf.read(data)
    monkeypatch.setattr(module, cap, 1)
    with pytest.raises(DocumentError) as caught:
        pdf.read(data)
    assert caught.value.kind == "too_large"


def test_a_page_of_pictures_alone_gives_no_blocks():
    assert pdf.read(Sheet().page().table(100, [HEAD, *BODY]).bytes()).pages == 2
    assert pdf.read(Sheet().page().bytes()).blocks == ()


HARMLESS = {
    "enc_owner": 3,
    "enc_owner_aes256": 3,
    "grid40": 0,
    "junkhead": 3,
    "trunc95": 3,
    "bigimage": 0,
    "trunc60": 2,
}
REFUSED = {
    "bigmediabox": "too_large",
    "empty": "empty",
    "enc_user": "encrypted",
    "grid100": "too_large",
    "grid145": "too_large",
    "notpdf": "unknown_format",
    "tree_loop": "damaged",
}


@pytest.mark.skipif(not HOSTILE.exists(), reason="no folder of hostile documents")
@pytest.mark.parametrize("name", [*HARMLESS, *REFUSED])
def test_hostile_documents_are_read_or_refused(name):
    data = (HOSTILE / f"{name}.pdf").read_bytes()
    if name in HARMLESS:
        assert len(pdf.read(data).grids) >= HARMLESS[name]
        return
    with pytest.raises(DocumentError) as caught:
        pdf.read(data)
    assert caught.value.kind == REFUSED[name]
