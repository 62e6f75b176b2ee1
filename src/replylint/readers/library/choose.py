"""Which preset fits a file: the one that is named, or the one that its shape tells."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from replylint.readers.exclude import is_excluded
from replylint.readers.library.document import Document
from replylint.readers.library.paths import PathError, compiled, escaped, fields, follow
from replylint.readers.library.preset import Preset, ReplyField, builtin_presets, find_preset, load_preset
from replylint.readers.options import ReadOptions
from replylint.text.problem import Problem, ProblemsError
from replylint.text.source import Source
from replylint.text.span import Span

LIKELY = ("reply", "text", "body", "message", "content", "response", "answer", "draft", "template", "value")
MOST_SHOWN = 8


def format_by_content(text: str, options: ReadOptions) -> str:
    """The format of a library whose name does not tell, of those that the preset has."""
    preset = named_preset(options)
    start = text.lstrip()
    first = start.partition("\n")[0].rstrip()
    fitting: tuple[str, ...]
    match start[:1]:
        case "{" if first.endswith("}") and first != start.rstrip():
            fitting = ("jsonl", "json", "yaml")
        case "{" | "[":
            fitting = ("json", "jsonl", "yaml")
        case "<":
            fitting = ("xml",)
        case _:
            fitting = (
                ("front-matter", "yaml", "csv", "tsv") if start.startswith("---") else ("yaml", "csv", "tsv")
            )
    known: Sequence[str] = preset.formats if preset else fitting
    return next((form for form in fitting if form in known), known[0])


def check_asked(options: ReadOptions) -> None:
    """Whether all that the user says of libraries can be read. Raises ProblemsError."""
    named_preset(options)
    own_presets(options)
    problems = [problem for path in options.reply_paths if (problem := _path_problem(path))]
    if problems:
        raise ProblemsError(problems)


def _path_problem(path: str) -> Problem | None:
    try:
        compiled(path)
    except PathError as error:
        return Problem(
            f"no JSONPath: {error.reason}",
            source=Source("reply-path", path),
            span=Span(error.at, min(error.at + 1, len(path))),
            hint="such as $.macros[*].body; quote it for the shell",
        )
    return None


def own_presets(options: ReadOptions) -> tuple[Preset, ...]:
    """The presets of the user's own files. Raises ProblemsError."""
    return tuple(load_preset(Path(path)) for path in options.presets)


def named_preset(options: ReadOptions) -> Preset | None:
    """The preset that the user names, if any. Raises ProblemsError."""
    return find_preset(options.preset, own_presets(options)) if options.preset is not None else None


def asked_preset(options: ReadOptions) -> Preset | None:
    """What the user says of where the replies are, as a preset. Raises ValueError for a path that is none."""
    if options.reply_paths:
        replies = [
            ReplyField(path=path, text=options.reply_markup, name=str(nth) if nth else "")
            for nth, path in enumerate(options.reply_paths)
        ]
        return Preset(formats=[], replies=replies, template=options.templates)
    return None


def field_preset(field: str, document: Document, options: ReadOptions) -> Preset:
    """A field of the rows of a list, or of an object, as a preset."""
    steps = "".join(f"['{escaped(step)}']" for step in field.split("."))
    entries = "$[*]" if isinstance(document.root, list) else "$"
    replies = [ReplyField(path=f"${steps}", text=options.reply_markup)]
    return Preset(formats=[], entries=[entries], replies=replies, template=options.templates)


def detected(document: Document, form: str, options: ReadOptions) -> Preset | Problem | None:
    """The preset whose shape a file has; the user's own come first.

    Where several fit, a problem asks for one. Raises ProblemsError for a file of the user's.
    """
    for presets in (own_presets(options), builtin_presets()):
        fitting = [preset for preset in presets if _fits(preset, document, form)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return Problem(
                f"not checked: this may be a library of {_either(preset.name for preset in fitting)}",
                source=document.source,
                span=_start(document),
                hint=f"say which: --preset {fitting[0].name}",
            )
    return None


def _fits(preset: Preset, document: Document, form: str) -> bool:
    if form not in preset.formats or not (preset.detect or preset.files):
        return False
    if preset.files and not is_excluded(Path(document.source.name), preset.files):
        return False
    return all(
        any(
            next(follow(path, document), None) is not None
            for path in (one if isinstance(one, list) else [one])
        )
        for one in preset.detect
    )


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)


def no_preset_for(preset: Preset, form: str, source: Source) -> Problem:
    """The problem with a file that is in none of the preset's formats."""
    return Problem(
        f"not checked: the preset {preset.name} is for {', '.join(preset.formats)}, this file is {form}",
        place=source.name,
        hint="leave --preset out, or name the preset of this file",
    )


def which_field(document: Document) -> Problem:
    """The problem with a file of which nobody says where the replies are, with the fields that it has."""
    seen = fields(document)
    if not seen:
        return Problem(
            "not checked: no text found in this file",
            source=document.source,
            span=_start(document),
            hint="is it the right one? --allow-empty takes it as it is",
        )
    paths = sorted(seen, key=lambda path: _likely(path, seen[path]))
    more = f" and {len(seen) - MOST_SHOWN:,} more" if len(seen) > MOST_SHOWN else ""
    return Problem(
        "not checked: where the replies are in this file is not said, and no preset fits it",
        source=document.source,
        span=_start(document),
        hint=f"say it: {_said(paths[0])}, or --preset. "
        f"Texts stand at {', '.join(list(seen)[:MOST_SHOWN])}{more}",
    )


def _said(path: str) -> str:
    """The option that names what stands at a path."""
    field = path.removeprefix("$[*].")
    return f"--reply-field {field}" if field.isidentifier() else f"--reply-path {quoted(path)}"


def _likely(path: str, length: int) -> tuple[int, int]:
    name = path.rpartition(".")[2].removesuffix("[*]").lower()
    return (LIKELY.index(name) if name in LIKELY else len(LIKELY), -length)


def quoted(path: str) -> str:
    """A path as a shell takes it."""
    return f"'{path}'" if "'" not in path else f'"{path}"'


def _start(document: Document) -> Span:
    return Span(document.place.start, min(document.place.start + 1, len(document.source.text)))
