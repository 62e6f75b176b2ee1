"""Flowed text: lines that go on in the next one (RFC 3676)."""

import re

from replylint.readers.excerpt import Composer, Excerpt

LINE = re.compile(r"(>*+)( ?)([^\r\n]*+)(\r\n|\n|\r|\Z)")
SIGNATURE = "-- "


def unflowed(text: Excerpt, *, delsp: bool) -> Excerpt:
    """The text with its paragraphs each on one line and the stuffed spaces taken out.

    A line that ends in a space goes on in the next one if that has as many quote marks. `delsp` says that
    this space is not part of the text.
    """
    composer = Composer(text)
    flows_at, broken = -1, (0, 0)
    for line in LINE.finditer(text.text):
        marks, _, words, end = line.groups()
        if line.start() == len(text.text):
            break
        if flows_at >= 0 and (flows_at != len(marks) or words == SIGNATURE):
            composer.copy(*broken)
            flows_at = -1
        if flows_at < 0:
            composer.copy(*line.span(1))
            if marks:
                composer.put(" ", *line.span(2))
        if words.endswith(" ") and words != SIGNATURE and end:
            composer.copy(line.start(3), line.end(3) - delsp)
            flows_at = len(marks)
            broken = line.span(4)
        else:
            composer.copy(line.start(3), line.end())
            flows_at = -1
    return composer.excerpt()
