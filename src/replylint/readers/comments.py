"""What the comments of a page or a Markdown file say, where they may be for us."""

from collections.abc import Iterator

from replylint.readers.directives import KEY
from replylint.readers.excerpt import Composer, Excerpt
from replylint.readers.htmlscan import What, tokens
from replylint.text.source import Source
from replylint.text.span import Span

OPENING = "<!--"


def html_comments(source: Source) -> Iterator[Excerpt]:
    """The comments of a page that mention the tool."""
    if KEY in source.text:
        yield from comments_in(Excerpt.of(source.text, Span(0, len(source.text))))


def markdown_comments(source: Source) -> Iterator[Excerpt]:
    """The comments of a Markdown file that mention the tool; those in code are none."""
    if KEY not in source.text:
        return
    from replylint.readers.markdownlines import Lines  # noqa: PLC0415 - the parser takes time to import
    from replylint.readers.markdownscan import parsed, place  # noqa: PLC0415

    lines, table = Lines(source), False
    for block in parsed(source):
        if block.type in ("table_open", "table_close"):
            table = block.type == "table_open"
        elif block.type == "html_block":
            yield from comments_in(lines.content(block, cell=table))
        elif block.type == "inline":
            content = lines.content(block, cell=table)
            for token in block.children or ():
                span = place(token) if token.type == "html_inline" and content.text == block.content else None
                if span:
                    yield from comments_in(_part(content, span))


def comments_in(page: Excerpt) -> Iterator[Excerpt]:
    """The comments of HTML that mention the tool."""
    if KEY in page.text:
        for token in tokens(page.text):
            if token.what is What.COMMENT and KEY in token.name:
                start = token.start + len(OPENING)
                yield _part(page, Span(start, start + len(token.name)))


def _part(page: Excerpt, span: Span) -> Excerpt:
    composer = Composer(page)
    composer.copy(*span)
    return composer.excerpt()
