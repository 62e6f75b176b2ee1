"""The page as a document: what may run in it is named by its digest, and nothing is fetched."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from replylint.engine.report import Report
from replylint.reporters.html import bounds
from replylint.reporters.html.page import page
from replylint.reporters.options import Options
from replylint.reporters.summary import counted

FOREIGN = re.compile("[^\x00-\x7f]")


def render(report: Report, options: Options) -> str:
    """The document. Characters that the output cannot carry are references in it."""
    style, script = asset("page.css"), asset("page.js")
    text = (
        environment()
        .get_template("page.html.jinja")
        .render(
            page=page(report, options),
            bounds=bounds,
            style=style,
            script=script,
            digests={"style": digest(style), "script": digest(script)},
        )
    )
    return text if options.unicode else FOREIGN.sub(lambda found: f"&#{ord(found[0])};", text)


@cache
def environment() -> Environment:
    """What fills in the template: every text is escaped, and what is not given is an error."""
    made = Environment(
        loader=PackageLoader("replylint.reporters.html", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["counted"] = counted
    made.filters["number"] = "{:,}".format
    return made


def asset(name: str) -> str:
    """A file of the page: style or script, all of it ASCII."""
    return (files("replylint.reporters.html") / "page" / name).read_text(encoding="ascii")


def digest(text: str) -> str:
    """The digest by which a policy names what is in the page."""
    return f"'sha256-{b64encode(sha256(text.encode('ascii')).digest()).decode('ascii')}'"
