"""Small messages and files for the tests of the inbox, all invented."""

import base64
import io
import zipfile

from docx import Document

from triage.inbox.bounded import read_bounded
from triage.inbox.message import Message, Unreadable, read
from triage.settings import Reading

HEAD = b"From: Robin Vale <robin@resident.example>\r\nSubject: Roads\r\nMessage-ID: <r1@resident.example>\r\n"
LIMITS = Reading()


def plain(body: str, *headers: str) -> bytes:
    """A message in UTF-8 with further header lines."""
    lines = [*headers, "Content-Type: text/plain; charset=utf-8", "", body]
    return HEAD + "\r\n".join(lines).encode()


def parts(*bodies: bytes, kind: str = "mixed") -> bytes:
    """A multipart message; each body brings its own header lines."""
    joined = b"".join(b"--b\r\n" + body + b"\r\n" for body in bodies)
    return HEAD + f"Content-Type: multipart/{kind}; boundary=b\r\n\r\n".encode() + joined + b"--b--\r\n"


def file(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    """A part that is a file."""
    lines = f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment\r\n'
    return lines.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)


def good(raw: bytes, limits: Reading = LIMITS) -> Message:
    """The message read in this process, which can be read."""
    found = read(raw, limits)
    assert isinstance(found, Message)
    return found


def refused(raw: bytes, limits: Reading = LIMITS) -> str:
    """Why a message cannot be read, asked of the child process."""
    found = read_bounded(raw, limits)
    assert isinstance(found, Unreadable)
    return found.reason


def word(*paragraphs: tuple[str, str]) -> bytes:
    """A Word document of (text, style) paragraphs."""
    document, kept = Document(), io.BytesIO()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style or None)
    document.save(kept)
    return kept.getvalue()


def bomb() -> bytes:
    """A Word file of a few kilobytes that unpacks to 80 MB."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 80_000_000)
    return kept.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return raw + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(raw)
