"""What the docs site has beside the pages in docs/: a page for each rule, and pages that stand elsewhere.

MkDocs calls these functions by their names (https://www.mkdocs.org/dev-guide/plugins/#events).
"""

import re
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from rulebook import Book

ROOT = Path(__file__).parent.parent
RULES = "Rules"
"""The section of the navigation that the rules come into."""

ELSEWHERE = {
    "integrations/thunderbird/README.md": "thunderbird.md",
    "CHANGELOG.md": "changelog.md",
    "schema/config.schema.json": "schema/config.schema.json",
    "schema/pack.schema.json": "schema/pack.schema.json",
    "schema/report.schema.json": "schema/report.schema.json",
}
"""Files that stand elsewhere in the repository, and what they are called on the site."""

FOLDERS = {"rules/service": "rules/index.md"}
"""Folders of the repository that a page of the site stands for."""

TITLE = re.compile(r"<!-- (?:file|output of): (?P<title>.+?) -->\n(?P<fence>```\w*)\n")
LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)#\s]+)")
CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
book = cache(lambda: Book(ROOT / "docs" / "accuracy.md"))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Puts the rules into the navigation."""
    for entry in config.nav or ():
        if RULES in entry:
            entry[RULES] = [*entry[RULES], *book().navigation()]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that are not in docs/."""
    for path, text in book().pages():
        files.append(File.generated(config, path, content=text))
    for path, name in ELSEWHERE.items():
        files.append(File.generated(config, name, content=(ROOT / path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Makes links of the site from links to files of the repository, and says above a block what it is."""
    if page.file.src_uri.startswith("rules/"):
        return markdown
    inside = {name: path for path, name in ELSEWHERE.items()}
    here = ROOT / inside.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    return one_title(TITLE.sub(titled, LINK.sub(lambda found: target(found[1], here), markdown)))


def one_title(markdown: str) -> str:
    """Has headings from a second title on one level lower, so that the table of contents has them all."""
    parts = CODE.split(markdown)
    seen = 0
    for nth in range(0, len(parts), 2):
        lines = parts[nth].split("\n")
        for at, line in enumerate(lines):
            seen += line.startswith("# ")
            if seen > 1 and line.startswith("#"):
                lines[at] = f"#{line}"
        parts[nth] = "\n".join(lines)
    return "".join(parts)


def titled(found: re.Match[str]) -> str:
    """The beginning of a block, with its title."""
    title = found["title"].replace('"', "'")
    fence = found["fence"] if found["fence"] != "```" else "```text"
    return f'{fence} title="{title}"\n'


def target(link: str, here: Path) -> str:
    """Where a link of a page leads on the site."""
    path = (here.parent / link).resolve()
    if not path.exists() or not path.is_relative_to(ROOT):
        return link
    inside = path.relative_to(ROOT).as_posix()
    there = (ELSEWHERE | FOLDERS).get(inside)
    return there or (inside.removeprefix("docs/") if inside.startswith("docs/") else link)
