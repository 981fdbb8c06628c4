"""The text of a PDF, page by page and line by line."""

import re

import pypdfium2

PAGES = 2000
"""Pages that are read."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[\u00ad\u0002\ufffe]\n?")


def pdf_text(content: bytes) -> tuple[str, str | None]:
    """Read the text of a PDF.

    Returns:
        The text, its pages parted by a blank line, tables as lines; and a remark when it could not
        be read, or not whole: an empty text then needs a password, or recognition of its pictures.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return "", f"is a PDF that cannot be opened ({error}): is it broken or locked?"
    try:
        texts = [_page(document, at) for at in range(min(len(document), PAGES))]
        remark = f"has more than {PAGES} pages" if len(document) > PAGES else None
    finally:
        document.close()
    text = "\n\n".join(part for part in texts if part)
    if not text:
        remark = "is a PDF without text, perhaps a scan: run text recognition on it first"
    return text, remark


def _page(document: pypdfium2.PdfDocument, at: int) -> str:
    try:
        page = document[at]
        textpage = page.get_textpage()
        text = str(textpage.get_text_bounded())
        textpage.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _HYPHEN.sub("", plain).strip()
