"""The templates of a run compared with one another: read once before they are judged, one at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from replylint.cli.judging import Item, Result
from replylint.cli.local import Local
from replylint.cli.reading import read_options, replies
from replylint.cli.request import Request
from replylint.cli.rulesets import RuleSets
from replylint.engine.library.joining import Found, joined, key_of
from replylint.packs.severity import Severity
from replylint.readers.discover import Format, Input, discover
from replylint.readers.options import ReadOptions
from replylint.settling.fingerprint import relative
from replylint.text.problem import Problem
from replylint.text.reply import Reply

MAILS = (Format.MAIL, Format.MBOX)


def compared(
    request: Request, local: Local, rules: RuleSets, items: Iterator[Item]
) -> tuple[Iterator[Item], Found]:
    """The items to judge, and what is found by comparing all templates of the run, changed or not.

    Where only what changed is judged, only what concerns that is found. Raises ProblemsError.
    """
    if not rules.comparing():
        return items, {}
    names = library_names(request, local)
    if not names:
        return items, {}
    changed = None
    if request.diff is not None:
        differing = list(items)
        items = iter(differing)
        changed = [item for item in differing if isinstance(item, Reply) and item.template]
        if not changed:
            return items, {}
    return items, found_in(templates(request, local, names), rules, changed)


def library_names(request: Request, local: Local) -> tuple[str, ...]:
    """The inputs that may hold templates, each file once under one name.

    Mails are among them only where they are said to be templates.
    """
    options = read_options(local.settings.values, request)
    told = options.templates or options.preset is not None
    names: dict[str, str] = {}
    for found in discover(request.paths, options):
        if isinstance(found, Input) and found.path is not None and (told or may_hold(found, options)):
            names.setdefault(relative(found.name, Path()), found.name)
    return tuple(names.values())


def may_hold(found: Input, options: ReadOptions) -> bool:
    """Whether an input that nobody called a library may be one."""
    return found.format not in MAILS and not options.mail


def templates(request: Request, local: Local, names: tuple[str, ...]) -> Iterator[Reply]:
    """The templates in some inputs. What is wrong with them is told when they are read to be judged."""
    for item in replies(replace(request, paths=names), local):
        if isinstance(item, Reply) and item.template:
            yield item


def found_in(given: Iterator[Reply], rules: RuleSets, changed: Iterable[Reply] | None) -> Found:
    """What comparing finds. Raises ProblemsError for a rule that does not compile."""
    first, second = next(given, None), next(given, None)
    if first is None or second is None:
        return {}
    from replylint.engine.library.comparing import Comparison  # noqa: PLC0415 - its libraries take time

    @cache
    def severities(overrides: tuple[int, ...]) -> Mapping[str, Severity]:
        held = rules.of(overrides)
        return {rule.id: rule.severity for rule in held.pack.rules if rule.compare and rule.id in held.active}

    comparison = Comparison(rules.of(()).pack, rules.comparing())
    for reply in chain((first, second), given):
        comparison.take(reply, severities(reply.overrides))
    return comparison.found(None if changed is None else frozenset(map(key_of, changed)))


def with_found(results: Iterable[Result], found: Found) -> Iterator[Result]:
    """The results, reports with what comparing found in their templates."""
    for result in results:
        yield joined(result, found) if found and not isinstance(result, Problem) else result
