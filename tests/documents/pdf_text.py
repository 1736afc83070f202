"""The text of a PDF as its tags tell it: page heads and feet, which are artifacts, left out; blanks too."""

from __future__ import annotations

import io
import re

import pypdf
from pypdf.generic import ContentStream, NameObject


def text_of(pdf: bytes) -> str:
    """All tagged text in reading order, without blanks."""
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The tagged text of each page, without blanks."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        contents = page.get_contents()
        assert contents is not None
        stream = ContentStream(contents, writer)
        stream.operations = _without_artifacts(stream.operations)
        page[NameObject("/Contents")] = writer._add_object(stream)
    # Read again from bytes: a page that still belongs to a writer does not find its fonts' character maps.
    plain = io.BytesIO()
    writer.write(plain)
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(plain).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _without_artifacts(operations):
    kept, nesting = [], []
    for operands, operator in operations:
        if operator in (b"BMC", b"BDC"):
            nesting.append(operands[0] == "/Artifact")
        inside = any(nesting)
        if operator == b"EMC" and nesting:
            nesting.pop()
        if not (inside and operator in (b"Tj", b"TJ", b"'", b'"')):
            kept.append((operands, operator))
    return kept
