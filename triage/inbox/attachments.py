"""The words inside attached files: Word documents, PDFs and plain text. Runs in the bounded child only.

What a file is called or typed proves nothing, so the first bytes decide. Limits come before opening: an archive of a
few kilobytes can unpack to gigabytes.
"""

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from triage.inbox.charset import clean_text, decode

MOST_PAGES = 60
LONGEST = 200_000
LARGEST_UNPACKED = 60_000_000
MOST_ENTRIES = 3_000
PLAIN_NAMES = (".txt", ".text", ".md", ".log")
SCANNED = "No text could be read from it (it may be a scan): open it."
LOCKED = "It is locked with a password and was not read: open it."
BROKEN = "It could not be read: open it."


class Words(NamedTuple):
    """The text of an attached file, and a sentence where there is none or not all of it."""

    text: str = ""
    note: str = ""


def words_of(name: str, media_type: str, content: bytes, charset: str = "") -> Words:
    """The text of a .docx, .pdf or plain text file, at most 200,000 characters; nothing for other kinds of file.

    Never raises on any content, except MemoryError.
    """
    try:
        found = _words(name.lower(), media_type, content, charset)
    except MemoryError:
        raise
    except Exception:  # three foreign parsers on hostile bytes; what they raise has no bound
        return Words(note=BROKEN)
    if len(found.text) > LONGEST:
        return Words(found.text[:LONGEST], "It is very long; only its beginning was read: open it.")
    return found


def _words(name: str, media_type: str, content: bytes, charset: str) -> Words:
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    if media_type == "text/plain" or name.endswith(PLAIN_NAMES):
        return Words(clean_text(decode(content, charset).text))
    return Words()


def _pdf(content: bytes) -> Words:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return Words(note=LOCKED)
    text = "\n\n".join(page.extract_text() for page, _ in zip(reader.pages, range(MOST_PAGES), strict=False))
    more = f"Only its first {MOST_PAGES} pages were read: open it." if len(reader.pages) > MOST_PAGES else ""
    text = clean_text(text).strip()
    return Words(text, more if text else SCANNED)


def _word(content: bytes) -> Words:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if not any(entry.filename == "word/document.xml" for entry in entries):
            return Words()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            return Words(note="It unpacks to far more than a letter and was not read: open it with care.")
    from triage.inbox.word import paragraphs

    text = clean_text("\n".join(_spaced(paragraphs(content)))).strip()
    return Words(text, "" if text else SCANNED)


def _spaced(lines: Iterator[str]) -> Iterator[str]:
    """Paragraphs with no more than one empty line between them."""
    before = ""
    for line in lines:
        if line.strip() or before.strip():
            yield line
        before = line
