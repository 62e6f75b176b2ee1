"""The docs site builds without a warning, has a page for each rule, and needs nothing from elsewhere."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from replylint.packs.files import builtin_names
from replylint.packs.load import load_packs

pytest.importorskip("mkdocs")
pytest.importorskip("material")
ROOT = Path(__file__).parent.parent


PARTS = ("docs", "integrations", "manual", "schema", "CHANGELOG.md", "mkdocs.yml")
"""What the site is made of."""


def build(root, folder):
    """Builds the site. With `--quiet`, warnings would not count as errors."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built."""
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_link_that_leads_nowhere_stops_it(tmp_path):
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    page = tmp_path / "docs" / "integrations.md"
    page.write_text(page.read_text(encoding="utf-8") + "[a](ci.md#none), [b](none.md), [c](../src/none.py)\n")
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode == 1
    for lost in ("ci.md#none", "none.md", "../src/none.py"):
        assert f"contains a link '{lost}'" in done.stderr


class Links(HTMLParser):
    """What a page has, links to, and loads."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads = set(), set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.add(given.get("id") or given.get("name"))
        if tag in ("a", "area") and given.get("href"):
            self.links.add(given["href"])
        if tag in ("script", "img", "iframe", "source") and given.get("src"):
            self.loads.add(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            self.loads.add(given["href"])


@pytest.fixture(scope="module")
def pages(site):
    return {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_link_leads_somewhere(site, pages):
    lost = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue
        for link in page.links | page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = there / "index.html" if there.is_dir() else there
            known = pages[there].ids if there in pages else {""}
            if not there.is_file() or (parts.fragment and unquote(parts.fragment) not in known):
                lost.append(f"{path.relative_to(site)}: {link}")
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(site, pages):
    away = {link for page in pages.values() for link in page.loads if urlsplit(link).netloc}
    assert away == set()
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", style.read_text(encoding="utf-8"))


def test_every_rule_has_its_page(site):
    pack = load_packs(builtin_names(), examples=True)
    assert len(pack.rules) >= 35
    index = (site / "rules" / "index.html").read_text(encoding="utf-8")
    for rule in pack.rules:
        text = (site / "rules" / f"{rule.id}.html").read_text(encoding="utf-8")
        assert f'href="{rule.id}.html"' in index
        assert f">{rule.severity}</span>" in text
        for example in ("bad", "good", "missed", "alarm"):
            some = any(one.form == example for one in rule.examples)
            assert (f'class="examples {example}"' in text) == some
        marks = sum(one.text.count("[[") for one in rule.examples)
        assert text.count("<mark>") == marks
        if rule.judge is not None and rule.judge.fires is not None:
            assert f"fires from {rule.judge.fires:.2f} on" in text


def test_figures_are_those_of_the_page_on_accuracy(site):
    text = (site / "rules" / "blame-customer.html").read_text(encoding="utf-8")
    source = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| blame-customer \| (.+) \|$", source, re.MULTILINE)
    assert len(rows) == 3
    for row in rows:
        for cell in row.split(" | "):
            assert f"<td>{cell}</td>" in text
