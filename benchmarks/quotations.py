"""Quotations in mails: the share of public fixtures of which the reply is told right, beside other libraries.

    python benchmarks/quotations.py FOLDER

FOLDER holds the fixtures, a folder for each project that they come from. `quotations.json` says by line
numbers what in them was written by the sender and what is his signature; the rest is quoted. A fixture is
right where every line of the sender's is there and none that is quoted; a signature may stay or go. Of HTML
fixtures it has a digest of the sender's words. Libraries that are not installed are passed over.
"""

import email
import email.policy
import hashlib
import importlib
import json
import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from replylint.readers.excerpt import Excerpt
from replylint.readers.html import read_markup
from replylint.readers.mail.letter import read_letter
from replylint.readers.mail.read import read_mail
from replylint.readers.options import ReadOptions
from replylint.text.reply import Reply
from replylint.text.span import Span

GOLD = Path(__file__).with_suffix(".json")
LANGUAGES = ["en", "de", "fr", "it", "es", "pt", "nl", "pl", "sv", "da", "no", "cs", "ja", "ko", "zh"]

Method = Callable[[str], str]


def replylint(text: str) -> str:
    """What this project takes for the sender's own."""
    return read_letter(Excerpt.of(text, Span(0, len(text)))).own.text


def mail_parser_reply(text: str) -> str:
    """The reply, as mail-parser-reply has it."""
    parser = importlib.import_module("mailparser_reply").EmailReplyParser(languages=LANGUAGES)
    return str(parser.parse_reply(text=text))


def email_reply_parser(text: str) -> str:
    """The reply, as email-reply-parser has it."""
    return str(importlib.import_module("email_reply_parser").EmailReplyParser.parse_reply(text))


def email_reply_extractor(text: str) -> str:
    """The reply, as email-reply-extractor has it."""
    module = importlib.import_module("email_reply_extractor")
    return str(module.extract_new_text(text).text)


def quotequail(text: str) -> str:
    """What quotequail does not take for quoted."""
    found = importlib.import_module("quotequail").unwrap(text)
    return text if found is None else "\n".join([found.get("text_top", ""), found.get("text_bottom", "")])


def talon(text: str) -> str:
    """The reply, as talon has it."""
    return str(importlib.import_module("talon.quotations").extract_from_plain(text))


def talon_html(page: str) -> str:
    """The reply of an HTML page, as talon has it."""
    return own_words(str(importlib.import_module("talon.quotations").extract_from_html(page)))


def replylint_html(page: str) -> str:
    """What this project takes for the sender's own in a page."""
    markup = read_markup(Excerpt.of(page, Span(0, len(page))))
    return read_letter(markup.text, markup.quoted).own.text


def own_words(page: str) -> str:
    """The words of a page, nothing left out."""
    return read_markup(Excerpt.of(page, Span(0, len(page)))).text.text


PLAIN: list[Method] = [
    replylint,
    mail_parser_reply,
    email_reply_parser,
    email_reply_extractor,
    quotequail,
    talon,
]
PAGES: list[Method] = [replylint_html, talon_html]


def words(line: str) -> str:
    return " ".join(line.split())


def numbers(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def verdict(text: str, result: str, own: str, signature: str) -> str:
    """right, lost (a line of the sender's is gone) or leaked (a quoted line is there)."""
    lines = {number: words(line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()}
    kept = [words(line) for line in result.splitlines() if line.strip()]
    mine = {lines[number] for number in numbers(own)}
    allowed = mine | {lines[number] for number in numbers(signature) & set(lines)}
    whole = " ".join(kept)
    if any(line not in kept and line not in whole for line in mine):
        return "lost"
    return (
        "leaked" if any(line not in allowed and line not in " ".join(allowed) for line in kept) else "right"
    )


def mail_text(data: bytes) -> str:
    body = email.message_from_bytes(data, policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def mail_reply(data: bytes) -> str:
    return next(
        item.text for item in read_mail(data, "", ReadOptions()) if isinstance(item, Reply) and not item.ident
    )


def judged(method: Method, path: Path, gold: list[str]) -> str:
    """What came of a fixture; a library may fail on it."""
    try:
        return judge(method, path, gold)
    except ImportError:
        raise
    except Exception:
        return "failed"


def judge(method: Method, path: Path, gold: list[str]) -> str:
    if path.suffix == ".html":
        result = method(path.read_text("utf-8"))
        digest = hashlib.sha256(" ".join(result.split()).encode()).hexdigest()
        return "right" if digest == gold[0] else "wrong"
    if path.suffix == ".eml":
        text = mail_text(path.read_bytes())
        result = mail_reply(path.read_bytes()) if method is replylint else method(text)
    else:
        text = path.read_text("utf-8")
        result = method(text)
    return verdict(text, result, *gold)


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1])
    verbose = sys.argv[2:] == ["-v"]
    gold: dict[str, list[str]] = json.loads(GOLD.read_text())
    corpora = sorted({f"{name.split('/')[0]} {Path(name).suffix}" for name in gold})
    print("| fixtures | " + " | ".join(corpora) + " |\n| --- |" + " ---: |" * len(corpora))
    for method in [*PLAIN, *PAGES]:
        row: list[str] = []
        for corpus in corpora:
            project, suffix = corpus.split()
            names = [name for name in gold if name.startswith(project + "/") and Path(name).suffix == suffix]
            if (suffix == ".html") != (method in PAGES):
                row.append("")
                continue
            try:
                found = [judged(method, folder / name, gold[name]) for name in names]
            except ImportError:
                row.append("not installed")
                continue
            row.append(f"{found.count('right')} of {len(found)}")
            if verbose:
                row[-1] += " " + ", ".join(
                    f"{Path(name).stem}: {each}"
                    for name, each in zip(names, found, strict=True)
                    if each != "right"
                )
        print(f"| {method.__name__.replace('_', '-')} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
