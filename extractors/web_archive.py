"""Web pages in one file with their pictures, as Word and Excel save them (MHTML)."""

from __future__ import annotations

import email
import email.message

_HEAD = 4096
"""Bytes in which such a file says that it is one."""


def is_packed_page(data: bytes) -> bool:
    """Whether the bytes are a web page in one file with its pictures, as Word and Excel save them (MHTML)."""
    head = data[:_HEAD].lower()
    return head.lstrip()[:1].isalpha() and b"mime-version:" in head and b"multipart/related" in head


def unpacked(data: bytes) -> bytes:
    """The bytes of the page in such a file; other bytes as they are."""
    if not is_packed_page(data):
        return data
    pages = (part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    payload = next(pages, email.message.Message()).get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
