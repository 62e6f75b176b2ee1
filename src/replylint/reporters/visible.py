"""Text from strangers made safe to print: nothing in it may steer a terminal."""

import re

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
"""C0 and C1 controls, bidirectional controls, line separators, the byte order mark, lone surrogates."""


def visible(text: str) -> str:
    """The text on one line with every control character replaced by a visible symbol.

    C0 and DEL become their control pictures (U+2400), everything else an escape by its number.
    """
    return UNSAFE.sub(lambda found: symbol(found[0]), text)


def symbol(char: str) -> str:
    """The symbol of one unsafe character."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}"


def masked(text: str, mark: str) -> str:
    """The text with every code point but spaces and line ends replaced by `mark`: same length, no content."""
    return "".join(char if char in " \t\r\n" else mark for char in text)
