"""XML documents: nothing in a text ends its element, and no character is in them that XML forbids."""

import re
from xml.etree.ElementTree import Element, indent, tostring

from replylint.reporters.options import Options

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even as a reference."""


def document(root: Element, options: Options) -> str:
    """An element as a document, its characters as references where the output cannot carry them."""
    indent(root)
    head = f'<?xml version="1.0" encoding="{options.encoding if options.unicode else "us-ascii"}"?>'
    body = tostring(root, "unicode") if options.unicode else tostring(root, "us-ascii").decode("ascii")
    return f"{head}\n{body}\n"


def element(name: str, /, **attributes: str | int) -> Element:
    """An element with attributes."""
    return Element(name, {key: legal(str(value)) for key, value in attributes.items()})


def legal(text: str) -> str:
    """The text with U+FFFD for what XML forbids."""
    return FORBIDDEN.sub("\ufffd", text)
