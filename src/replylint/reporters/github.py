"""GitHub Actions: workflow commands for annotations, then the whole list.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest: the worst come first, and
`stepsummary` has all. Commands and escapes are those of the Actions toolkit; columns only hold within a line.
"""

from collections.abc import Sequence
from hashlib import sha256

from replylint.engine.report import Report
from replylint.packs.severity import Severity
from replylint.reporters.annotation import Annotation, Annotations
from replylint.reporters.options import Options
from replylint.reporters.position import Unit

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, options: Options) -> str:
    """A command for each annotation, the worst first, and the list of all in a group of the log."""
    found = Annotations(options, Unit.UTF16).of(report)
    lines = [command(a) for a in sorted(found, key=lambda a: a.urgency)]
    if found:
        lines += ["::group::replylint", *unread([annotation.line for annotation in found])]
        lines.append("::endgroup::")
    return "".join(line + "\n" for line in lines)


def command(annotation: Annotation) -> str:
    """The command of one annotation."""
    properties = {"title": annotation.rule}
    if annotation.path:
        properties["file"] = annotation.path
    if at := annotation.region:
        properties |= {"line": str(at.line), "endLine": str(at.end_line)}
        if at.line == at.end_line:
            properties |= {"col": str(at.column), "endColumn": str(at.end_column)}
    listed = ",".join(f"{key}={value.translate(PROPERTY)}" for key, value in properties.items())
    text = "\n".join(filter(None, (annotation.message, annotation.advice)))
    return f"::{COMMANDS.get(annotation.severity, 'notice')} {listed}::{text.translate(DATA)}"


def unread(lines: Sequence[str]) -> list[str]:
    """Lines in which no command is looked for, whatever they hold: the word that ends this is not in them."""
    word = sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    return [f"::stop-commands::{word}", *lines, f"::{word}::"]
