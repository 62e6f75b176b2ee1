"""The one door: from what the user named to replies and problems."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, assert_never

from replylint.readers.bounds import bounded, guarded
from replylint.readers.decode import decode
from replylint.readers.delimited import read_csv, read_tsv
from replylint.readers.discover import Format, Input, discover, is_told
from replylint.readers.jsonrows import read_json, read_jsonl
from replylint.readers.load import load_file, load_stdin
from replylint.readers.mail.mbox import is_mbox
from replylint.readers.naming import listed
from replylint.readers.options import ReadOptions
from replylint.readers.plain import read_plain, unfit
from replylint.text.problem import Level, Problem, ProblemsError
from replylint.text.reply import Reply
from replylint.text.source import Source

Load = Callable[[Path, str], bytes]
"""From a file's path, and its name for messages, to its bytes. Raises ProblemsError."""


def read(
    inputs: Sequence[str],
    options: ReadOptions | None = None,
    *,
    stdin: BinaryIO | None = None,
    load: Load = load_file,
    options_of: Callable[[str], ReadOptions] | None = None,
) -> Iterator[Reply | Problem]:
    """The replies of files, folders, data sets and standard input (`-`), in order and lazily.

    One file at a time is in memory. Bad input is never raised, it comes out as problems. `stdin` stands
    in for the process's standard input, `load` for what is on disk; `options_of` gives the options for the
    file of a name where they differ.
    """
    options = options or ReadOptions()
    passed: list[str] = []
    checked = False
    for found in discover(inputs, options):
        if isinstance(found, Problem):
            items: Iterator[Reply | Problem] | None = iter((found,))
        else:
            own = options_of(found.name) if options_of else options
            guess = found.guess and not is_told(own)
            items = _guessed(found, own, load) if guess else _read_input(found, own, stdin, load)
        if items is None:
            passed.append(found.name if isinstance(found, Input) else "")
            continue
        for item in items if isinstance(found, Problem) else bounded(guarded(items, found.name), found.name):
            checked = checked or isinstance(item, Reply) or item.level is Level.ERROR
            yield item
    if passed:
        yield _passed_over(passed, checked=checked, allow_empty=options.allow_empty)


def read_customer(path: str) -> str:
    """The customer's message in a text file. Raises ProblemsError when it cannot be read or is empty."""
    source, _ = decode(load_file(Path(path), path), path)
    problem = unfit(source.text)
    if problem:
        what, _, hint = problem
        raise ProblemsError(
            [Problem(f"not checked: the customer's message {what}", source=source, hint=hint)]
        )
    return source.text


def _guessed(found: Input, options: ReadOptions, load: Load) -> Iterator[Reply | Problem] | None:
    """The replies of a file that may be a library; None where it is none that is known."""
    from replylint.readers.library.read import read_known  # noqa: PLC0415 - JSONPath takes time to import

    if found.path is None or found.format is None:
        return None
    try:
        source, _ = decode(load(found.path, found.name), found.name)
    except ProblemsError:
        return None
    return read_known(source, found.format.value, options)


def _passed_over(names: Sequence[str], *, checked: bool, allow_empty: bool) -> Problem:
    files = "1 file" if len(names) == 1 else f"{len(names):,} files"
    what = f"{files} of data passed over, of which no preset fits: {listed(names)}"
    return Problem(
        what if checked or allow_empty else f"not checked: {what}",
        hint="say where their replies are with --reply-path or --preset, or leave them out with `exclude`",
        level=Level.NOTE if checked or allow_empty else Level.ERROR,
    )


def _read_input(
    found: Input, options: ReadOptions, stdin: BinaryIO | None, load: Load
) -> Iterator[Reply | Problem]:
    try:
        if found.path is None:
            data = load_stdin(stdin or getattr(sys.stdin, "buffer", None), found.name)
        else:
            data = load(found.path, found.name)
        mailbox = _mailbox(found, data, options)
        if mailbox:
            yield from _read_mail(data, found.name, options, mailbox)
            return
        source, notes = decode(data, found.name)
    except ProblemsError as error:
        yield from error.problems
        return
    del data
    yield from notes
    form = found.format or _guess(found, source, options)
    library = _library_format(
        source, form, named=found.format is not None or options.preset is not None, options=options
    )
    if library is None:
        yield from _read_text(source, form, options)
        return
    from replylint.readers.library.read import read_library  # noqa: PLC0415 - JSONPath takes time to import

    try:
        yield from read_library(source, library, options)
    except ProblemsError as error:
        yield from error.problems


def _library_format(source: Source, form: Format, *, named: bool, options: ReadOptions) -> str | None:
    """The format of a library; None for a draft, and for a data set of which a field is named."""
    match form:
        case Format.YAML | Format.XML:
            return form.value
        case Format.JSON | Format.JSONL | Format.CSV | Format.TSV:
            told = options.preset is None and not options.reply_paths
            plain = told and options.reply_markup == "plain"
            return None if plain and options.reply_field is not None else form.value
        case Format.PLAIN | Format.MARKDOWN | Format.HTML if named and source.text.startswith("---"):
            from replylint.readers.library.frontmatter import find_front_matter  # noqa: PLC0415 - as above

            return "front-matter" if find_front_matter(source.text) else None
        case _:
            return None


def _read_text(source: Source, form: Format, options: ReadOptions) -> Iterator[Reply | Problem]:
    match form:
        case Format.YAML | Format.XML:
            return
        case Format.JSONL:
            yield from read_jsonl(source, options)
        case Format.JSON:
            yield from read_json(source, options)
        case Format.CSV:
            yield from read_csv(source, options)
        case Format.TSV:
            yield from read_tsv(source, options)
        case Format.HTML:
            from replylint.readers.html import read_html  # noqa: PLC0415 - its patterns take time to compile

            yield from read_html(source, options)
        case Format.MARKDOWN:
            from replylint.readers.markdown import read_markdown  # noqa: PLC0415 - and so does its parser

            yield from read_markdown(source, options)
        case Format.PLAIN | Format.MAIL | Format.MBOX:
            yield from read_plain(source, options)
        case _:
            assert_never(form)


def _mailbox(found: Input, data: bytes, options: ReadOptions) -> Format | None:
    """Whether an input is a mail or many: by its name, its first line, or because the user says so."""
    if found.format in (Format.MAIL, Format.MBOX):
        return found.format
    if found.format is None and is_mbox(data):
        return Format.MBOX
    return Format.MAIL if options.mail and found.format in (None, Format.PLAIN) else None


def _read_mail(data: bytes, name: str, options: ReadOptions, form: Format) -> Iterator[Reply | Problem]:
    from replylint.readers.mail.read import read_mail, read_mbox  # noqa: PLC0415 - its patterns take time to compile

    if options.preset is not None:
        from replylint.readers.library.choose import named_preset, no_preset_for  # noqa: PLC0415

        preset = named_preset(options)
        if preset is not None and form.value not in preset.formats:
            yield no_preset_for(preset, form.value, Source(name, ""))
            return
        options = replace(options, templates=True)
    yield from (read_mbox if form is Format.MBOX else read_mail)(data, name, options)


def _guess(found: Input, source: Source, options: ReadOptions) -> Format:
    """The format of what has no telling name: that of the preset, or JSON where a field was named."""
    if options.preset is not None or options.reply_paths:
        from replylint.readers.library.choose import format_by_content  # noqa: PLC0415 - JSONPath takes time to import

        form = format_by_content(source.text, options)
        return Format(form) if form != "front-matter" else Format.PLAIN
    if options.reply_field is not None and found.path is None:
        match source.text.lstrip()[:1]:
            case "{":
                return Format.JSONL
            case "[":
                return Format.JSON
    return Format.PLAIN
