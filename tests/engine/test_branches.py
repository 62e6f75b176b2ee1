"""Templates: every branch is read, every finding comes home, and broken placeholders are told."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replylint.engine.branches import MOST, variants
from replylint.engine.broken import broken
from replylint.engine.linter import Linter
from replylint.engine.report import Outcome
from replylint.packs.load import load_packs
from replylint.text.offsets import OffsetMap
from replylint.text.placeholder import CERTAIN, PLACEHOLDER, sample
from replylint.text.reply import Reply, Zone
from replylint.text.source import Source
from replylint.text.span import Span


def template(text: str, **more: object) -> Reply:
    source = Source("a", text)
    return Reply(source, text, OffsetMap.identity(len(text)), template=True, **more)  # type: ignore[arg-type]


def texts(text: str) -> list[str]:
    return [variant.reply.text for variant in variants(template(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi {{name}}, bye", ["Hi {{name}}, bye"]),
        ("a {% if x %}b{% endif %} c", ["a b c", "a  c"]),
        ("a {% if x %}b{% elsif y %}c{% else %}d{% endif %}", ["a b", "a c", "a d"]),
        ("{% unless x %}a{% endunless %}{% if y %}b{% else %}c{% endif %}", ["ab", "c"]),
        ("{% if x %}a{% if y %}b{% else %}c{% endif %}{% else %}d{% endif %}", ["ab", "ac", "d"]),
        ("{% case x %}\n{% when 1 %}one{% when 2 %}two{% endcase %}", ["one", "two"]),
        ("{% for x in y %}a {{x}}{% else %}b{% endfor %}", ["a {{x}}", "b"]),
        ("Hi,\n\n{% if x -%}\nsorry\n  {%- endif %}\nbye", ["Hi,\n\nsorry\nbye", "Hi,\n\nbye"]),
        ("{{#if x}}a{{else}}b{{/if}}{{^z}}c{{/z}} {{#each q}}d{{/each}}", ["ac d", "b d"]),
        ("a{# note #}b{{! note }}c{% comment %}d{% endcomment %}{% assign x = 1 %}", ["abc"]),
        ("a {% if x %} b", ["a {% if x %} b"]),
        ("a {% endif %} b {% else %}", ["a {% endif %} b {% else %}"]),
        ("{% for x in y %}{% if z %}a{% endfor %} b", ["{% if z %}a b"]),
    ],
)
def test_the_texts_of_a_template(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_drafts_are_read_as_they_are() -> None:
    text = "a {% if x %}b{% endif %}"
    (only,) = variants(Reply(Source("a", text), text, OffsetMap.identity(len(text))))
    assert only.reply.text == text


def test_a_template_of_very_many_branches_has_all_of_them() -> None:
    text = "{% if a %}w0 " + "".join(f"{{% elsif a %}}w{nth} " for nth in range(1, 100)) + "{% endif %}"
    found = texts(text)
    assert len(found) == MOST
    assert set(" ".join(found).split()) == {f"w{nth}" for nth in range(100)}


def test_zones_move_with_the_text() -> None:
    text = "a{% if x %}b{% endif %}\nSam"
    moved = variants(template(text, regions=(Zone("signature", Span(len(text) - 3, len(text))),)))
    for variant in moved:
        (zone,) = variant.reply.regions
        assert zone.span.of(variant.reply.text) == "Sam"


PIECES = [
    "{% if x %}",
    "{% else %}",
    "{% elsif y %}",
    "{% endif %}",
    "{% for a in b %}",
    "{% endfor %}",
    "{{#if x}}",
    "{{/if}}",
    "{# c #}",
    "{{name}}",
    "{{",
    "{%",
    "%}",
    "w1 ",
    "w2 ",
    "\n",
    "  ",
    "[[",
    "%{x}",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_every_text_is_taken_from_the_template_and_no_word_is_lost(text: str) -> None:
    found = variants(template(text))
    for variant in found:
        for target, source, exact in variant.offsets.segments:
            assert exact
            assert target.of(variant.reply.text) == source.of(text)
    kept = "".join(variant.reply.text for variant in found)
    assert set(text.split()) & {"w1", "w2"} <= set(kept.split()) | {"w1", "w2"}
    for word in ("w1", "w2"):
        assert (word in text) == (word in kept)
    spans = broken(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    ["{% if x %}a" * 50_000, "{% if x %}a" * 9_000 + "{% endif %}" * 9_000, "{% if x %}a{% endif %}" * 30_000,
     "{%" * 300_000, "{{#" * 300_000, "{#" * 300_000, "[[a" * 200_000, "[AAA " * 100_000, "{{ '" * 100_000],
)  # fmt: skip
def test_long_nonsense_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    variants(template(text))
    broken(text)
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Hi {{name}, a", ["{{name}"]),
        ("Hi {name}}, a", ["{name}}"]),
        ("Hi {{name, a", ["{{name"]),
        ("Hi {{ }}, {%%} {{}}", ["{{ }}", "{%%}", "{{}}"]),
        ("%{name #{a.b ${c {!d", ["%{name", "#{a.b", "${c", "{!d"]),
        ("[[TO=e <<f [LAST NAME", ["[[TO=e", "<<f", "[LAST NAME"]),
        ("{{name | }} {{ name | default: 'x }}", ["{{name | }}"]),
        ('{{ name | default: "x }}', ['{{ name | default: "x }}']),
        ("{% if %}a{% endif %} {% if x %}b", ["{% if %}", "{% if x %}"]),
        ("{% if x %}a{% esle %}b{% endif %} {% ednif %}", ["{% esle %}", "{% ednif %}"]),
        ("{% endif %} {% else %} {{/if}}", ["{% endif %}", "{% else %}", "{{/if}}"]),
        ("Hi {{name}}, {{{a}}} {%b.c,fallback=d%} %{e} #{f} {!g} [[h]] $i$ <<j>> [NAME] ${k} $|$", []),
        ("100% of 5% {a} [see here](x) a << b >> c, f(x) { y }", []),
        ("{% include 'x' %} {% render y %} {%customer.firstName%}", []),
    ],
)  # fmt: skip
def test_broken_placeholders(text: str, spans: list[str]) -> None:
    assert [span.of(text) for span in broken(text)] == spans


@pytest.mark.parametrize(
    "text",
    [
        "{{ticket.requester.name}}",
        "{{{Recipient.Name}}}",
        "{%customer.firstName,fallback=there%}",
        "%{ticket.name.first}",
        "#{ticket.id}",
        "${name}",
        "{!Contact.FirstName}",
        "[[TO=firstname]]",
        "<<name>>",
        "$order.id$",
        "[CUSTOMER_NAME]",
        "{first_name|fallback:'there'}",
        "<OTRS_CUSTOMER_DATA_UserFirstname>",
    ],
)
def test_placeholders_are_read_as_a_word(text: str) -> None:
    found = PLACEHOLDER.fullmatch(text)
    assert found
    assert sample(text).replace(".", "").isalnum()
    assert CERTAIN.fullmatch(text) or text[0] in "[$"


KNOWN = ("ticket.[id, requester, field_*].[name, first_name]", "agent.*", "when")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{{ticket.requester.first_name}} {{ticket.id}} {{ticket.field_7}} {{agent.nmae}} {{when}}", []),
        (
            "{{ticket.requester.frist_name | default: 'x'}}",
            ["{{ticket.requester.frist_name | default: 'x'}}"],
        ),
        ("{{ticket.requestor.name}} #{tikcet.id} {%agnet.name,fallback=x%}", None),
        ("{{ticket.brand}} {{mine.own}} {{ticket.requester.birthday}} {{ 1 + 2 }} [WHEN]", []),
    ],
)
def test_misspelt_placeholders(text: str, wrong: list[str] | None) -> None:
    found = [span.of(text) for span in broken(text, KNOWN)]
    assert found == (text.split() if wrong is None else wrong)
    assert broken(text) == []


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_packs(["service"]))


def test_a_branch_is_judged_at_its_place(linter: Linter) -> None:
    text = "Hi {{name}}, {% if vip %}it ships today{% else %}you should have read the manual{% endif %}."
    (report,) = linter.check([template(text)])
    (found,) = [finding for finding in report.findings if finding.rule == "blame-customer"]
    assert found.span
    assert found.span.of(text) == "you should have read the manual"
    assert report.reply.text == text


def test_a_misspelt_placeholder_is_a_finding(linter: Linter) -> None:
    text = "Hi {{tciket.requester.name}}, it ships today."
    (report,) = linter.check([template(text, placeholders=KNOWN)])
    (found,) = [finding for finding in report.findings if finding.rule == "broken-placeholder"]
    assert found.span
    assert found.span.of(text) == "{{tciket.requester.name}}"


def test_what_one_branch_gives_is_there(linter: Linter) -> None:
    text = (
        "{% if first %}Hi {{name}},\n\n{% endif %}I'm sorry that the lamp broke. I have sent you a new one, "
        "which comes on Friday.\n\nKind regards,\nSam"
    )
    (report,) = linter.check([template(text)])
    outcome = {need.rule: need.outcome for need in report.requirements}
    assert outcome["missing-greeting"] is Outcome.MET
    assert "missing-greeting" not in {finding.rule for finding in report.findings}


def test_reports_come_in_order(linter: Linter) -> None:
    replies = [
        template("{% if a %}One{% else %}Two{% endif %} came."),
        template("Three."),
        template("{% if a %}Four{% endif %} came."),
    ]
    assert [report.reply for report in linter.check(replies)] == replies
