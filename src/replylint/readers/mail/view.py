"""A mail file as text: every offset of the text is a place in the file."""

from replylint.readers.load import refused
from replylint.readers.naming import printable_path
from replylint.text.source import Source

LATIN = "latin-1"


def view(data: bytes, name: str) -> Source:
    """The bytes of a mail as a source.

    A file that is UTF-8 throughout is read as UTF-8, so that lines and columns are those that an editor
    shows. Any other has one code point for each byte (Latin-1): its parts are in several charsets, and each
    is decoded by its own. Raises ProblemsError where it is no mail at all.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise refused("the file is empty", name, "write the reply first")
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Source(printable_path(name), body.decode(), "utf-8" if body is data else "utf-8-sig")
    except UnicodeDecodeError:
        return Source(printable_path(name), data.decode(LATIN), LATIN)
