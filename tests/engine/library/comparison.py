"""Templates compared by rules written in a test, or by the built-in ones."""

from functools import cache

from replylint.engine.library.comparing import Comparison
from replylint.engine.library.joining import key_of
from replylint.packs.load import load_packs
from replylint.text.offsets import OffsetMap
from replylint.text.reply import Reply
from replylint.text.source import Source

HEAD = """\
name: trial
rules:
  - id: trial
    kind: library
    group: consistency
    severity: warning
    message: Something is odd.
    why: It matters.
    source: house
    advice: Make it even.
    compare: """


def template(text, name="t/1.txt", **more):
    return Reply(Source(name, text), text, OffsetMap.identity(len(text)), template=True, **more)


def named(texts):
    """Templates of a folder, from texts by file name or one after the other."""
    pairs = (
        texts.items()
        if isinstance(texts, dict)
        else ((f"t/{n}.txt", text) for n, text in enumerate(texts, 1))
    )
    return [template(text, name) for name, text in pairs]


@cache
def built_in():
    return load_packs(["library"], cache=False)


def compare(pack, replies, changed=None):
    """The findings, each with its file and words, in the order of the replies."""
    comparison = Comparison(pack, tuple(rule for rule in pack.rules if rule.compare))
    for reply in replies:
        comparison.take(reply, {rule.id: rule.severity for rule in pack.rules})
    found = comparison.found(None if changed is None else frozenset(map(key_of, changed)))
    return [(finding, reply) for reply in replies for finding in found.get(key_of(reply), ())]


def told(found):
    """Findings in short: file, words, and the files of the others."""
    return [
        (
            reply.source.name,
            finding.span.of(reply.text) if finding.span else None,
            [o.path for o in finding.others],
        )
        for finding, reply in found
    ]
