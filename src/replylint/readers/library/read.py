"""A library file as replies."""

from collections.abc import Iterator

from replylint.readers.library.choose import (
    asked_preset,
    detected,
    field_preset,
    named_preset,
    no_preset_for,
    which_field,
)
from replylint.readers.library.document import Document, Items, Table
from replylint.readers.library.entries import read_entries
from replylint.readers.library.frontmatter import find_front_matter, front_matter_tree
from replylint.readers.library.jsontree import json_tree, jsonl_tree
from replylint.readers.library.paths import PathError
from replylint.readers.library.preset import Preset
from replylint.readers.library.remarks import with_remarks
from replylint.readers.library.tabletree import table_tree
from replylint.readers.library.xmltree import xml_tree
from replylint.readers.library.yamltree import yaml_tree
from replylint.readers.options import ReadOptions
from replylint.text.problem import Problem, ProblemsError
from replylint.text.reply import Reply
from replylint.text.source import Source


def read_library(source: Source, form: str, options: ReadOptions) -> Iterator[Reply | Problem]:
    """The replies of a library, where the user or a preset says that they are.

    `form` is the format's name. What is wrong with the file comes out as problems, and so does that nobody
    knows where its replies are. Raises ProblemsError for a preset that cannot be loaded.
    """
    preset = asked_preset(options) or named_preset(options)
    if preset is not None and preset.formats and form not in preset.formats:
        yield no_preset_for(preset, form, source)
        return
    try:
        document = tree(source, form)
    except ProblemsError as error:
        yield from error.problems
        return
    yield from document.problems
    found = preset or _preset_of(document, form, options)
    if isinstance(found, Problem):
        if not (_is_bare(document) and (document.broken or options.allow_empty)):
            yield found
        return
    yield from _read(document, found, options)


def _read(document: Document, preset: Preset, options: ReadOptions) -> Iterator[Reply | Problem]:
    try:
        yield from with_remarks(read_entries(document, preset, options), document)
    except PathError as error:
        yield Problem(
            f"not checked: the JSONPath of {preset.name or 'the replies'} cannot be followed: {error.reason}",
            place=document.source.name,
            hint="mend the path",
        )


def read_known(source: Source, form: str, options: ReadOptions) -> Iterator[Reply | Problem] | None:
    """The replies of a file that nobody named, if a preset fits its shape. Raises ProblemsError."""
    named = named_preset(options)
    if named is not None and form in named.formats:
        return read_library(source, form, options)
    try:
        document = tree(source, form)
    except ProblemsError:
        return None
    preset = detected(document, form, options)
    if preset is None:
        return None
    return iter((preset,)) if isinstance(preset, Problem) else _read(document, preset, options)


def tree(source: Source, form: str) -> Document:
    """A file as a tree. Raises ProblemsError."""
    match form:
        case "json":
            return json_tree(source)
        case "jsonl":
            return jsonl_tree(source)
        case "yaml":
            return yaml_tree(source)
        case "xml":
            return xml_tree(source)
        case "front-matter" if front := find_front_matter(source.text):
            return front_matter_tree(source, front)
        case _:
            return table_tree(source, "\t" if form == "tsv" else None)


def _preset_of(document: Document, form: str, options: ReadOptions) -> Preset | Problem:
    if options.reply_field is not None:
        return field_preset(options.reply_field, document, options)
    return detected(document, form, options) or which_field(document)


def _is_bare(document: Document) -> bool:
    return document.root is None or (isinstance(document.root, Items | Table) and not document.root)
