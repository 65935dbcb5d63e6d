"""Bytes to characters: what a shorter codec reads is what the longer one reads."""

import pytest

from extractors.encoding import decode


def readings(pair, codec):
    """The text of a pair of bytes, none where the codec has none."""
    try:
        return pair.decode(codec)
    except UnicodeDecodeError:
        return None


def test_whatever_gbk_decodes_is_the_same_in_gb18030():
    pairs = [bytes([lead, trail]) for lead in range(256) for trail in range(256)]
    known = [pair for pair in pairs if readings(pair, "gbk") is not None]
    assert len(known) > 20_000
    assert [pair for pair in known if readings(pair, "gbk") != readings(pair, "gb18030")] == []


@pytest.mark.parametrize("text", ["政府信息公开", "·—€镕", "㑇 of GB18030 alone: \U00020000ḿ"])
def test_pages_of_each_set_of_characters_are_read_whole(text):
    assert decode(text.encode("gb18030")) == (text, "gb18030")
    assert decode(text.encode()) == (text, "utf-8")
