"""Templates with conditionals and loops: the texts that a customer may get."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from replylint.engine.control import HIDING, LOOPS, PASSING, Block, read_control
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply, Zone
from replylint.text.span import Span

MOST = 16
"""So many texts of one template are read; what has more branches has the rest of them in the last text."""

DEEPEST = 30
"""So many levels of conditionals are told apart; what is deeper is read as it stands."""

MOST_READ = 1_000_000
"""So many characters of one template are read, all its texts together, two texts in any case."""

Stretches = list[Span]


@dataclass(frozen=True, slots=True)
class Variant:
    """A text that a customer may get, as a reply, and the map from it to the template's text."""

    reply: Reply
    offsets: OffsetMap


def variants(reply: Reply) -> tuple[Variant, ...]:
    """The texts that a customer may get of a template: together they have every branch of it."""
    whole = Variant(reply, OffsetMap.identity(len(reply.text)))
    if not reply.template or ("{%" not in reply.text and "{{" not in reply.text and "{#" not in reply.text):
        return (whole,)
    parts = read_control(reply.text).whole
    if parts.branches == [[Span(0, len(reply.text))]]:
        return (whole,)
    texts = (_variant(reply, stretches) for stretches in _texts(parts, len(reply.text)))
    unlike = {variant.reply.text: variant for variant in texts if variant.reply.text.strip()}
    return tuple(unlike.values()) or (whole,)


def _variant(reply: Reply, stretches: Stretches) -> Variant:
    text = "".join(span.of(reply.text) for span in stretches)
    offsets = OffsetMap.of_pieces((span.end - span.start, span, True) for span in stretches)
    moved = (
        Zone(zone.kind, Span(offsets.from_source(zone.span.start), offsets.from_source(zone.span.end)))
        for zone in reply.regions
    )
    regions = tuple(zone for zone in moved if zone.span.start < zone.span.end)
    return Variant(replace(reply, text=text, regions=regions), offsets)


def _texts(whole: Block, length: int) -> list[Stretches]:
    most = max(2, min(MOST, MOST_READ // max(length, 1)))
    return _of_branch(whole.branches[0], 0, most)


def _of_branch(parts: Sequence[Span | Block], depth: int, most: int) -> list[Stretches]:
    """The texts of a branch: of each block in it another one in each text, as long as it has more."""
    choices = [[[part]] if isinstance(part, Span) else _of_block(part, depth + 1, most) for part in parts]
    many = max(map(len, choices), default=1)
    return [[span for texts in choices for span in texts[min(nth, len(texts) - 1)]] for nth in range(many)]


def _of_block(block: Block, depth: int, most: int) -> list[Stretches]:
    """The texts of a block, one after the other; none of it counts where nothing says otherwise."""
    if block.family in HIDING:
        return [[]]
    if depth > DEEPEST:
        return [_all_of(block)]
    branches = block.branches[block.family == "case" :]
    texts = [text for branch in branches for text in _of_branch(branch, depth, most)]
    if block.family not in LOOPS | PASSING and not block.otherwise:
        texts.append([])
    if len(texts) > most:
        rest = sorted({span for text in texts[most - 1 :] for span in text})
        texts[most - 1 :] = [rest]
    return texts or [[]]


def _all_of(block: Block) -> Stretches:
    found: Stretches = []
    todo: list[Span | Block] = [block]
    while todo:
        part = todo.pop()
        if isinstance(part, Span):
            found.append(part)
        else:
            todo += [inner for branch in part.branches for inner in branch]
    return sorted(found)
