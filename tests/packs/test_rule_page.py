from replylint.packs.load import load_packs
from replylint.packs.page import rule_page

PACK = """\
name: mine
words: {go: [go]}
patterns:
  late: {about: Something comes late., pattern: {any: [tardy, {phrase: late}]}}
  tardy: {about: The formal word., pattern: {phrase: tardy}}
rules:
  - id: late
    kind: if-then
    group: respect
    severity: warning
    message: It is late.
    why: Nobody likes to wait.
    source: 001, 002
    advice: Say when.
    when: late
    require: {all: [{clause: {subject: company, verb: ["@go"]}}, {not: {phrase: [a, b]}}]}
    within: reply
    turns: whole
    drafts_only: true
    covers: later
    judge: {fires: 0.9, vetoes: 0.05}
    examples:
      - bad: |-
          You are [[late]].
          Very.
        note: two lines
      - {good: You are early., customer: "When?"}
      - {missed: "Tarrying."}
  - {id: later, kind: forbid, group: respect, severity: off, message: m, why: w, source: s,
     advice: a, match: late}
"""


def test_page(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(PACK)
    pack = load_packs([path], examples=True)
    page = rule_page(pack.rule("late"), pack)
    sections = {section.title: section.lines for section in page.sections}
    assert page.facts == (
        ("kind", "if-then: where one thing is there, another should be, too"),
        ("severity", "warning"),
        ("group", "respect"),
        ("source", "001, 002"),
        ("judge", "fires from 0.90 on where no pattern does; takes back what patterns find below 0.05"),
    )
    assert sections["Why"] == ("Nobody likes to wait.",)
    assert sections["Bad"] == ("- You are [[late]].", "  Very.", "  (two lines)")
    assert sections["Good"] == ("- You are early.", "  (the customer wrote: When?)")
    assert sections["Known misses"] == ("- Tarrying.",)
    assert sections["What it looks for"] == (
        "require:",
        "  all:",
        "    - clause:",
        "        subject: company",
        "        verb: '@go'",
        "    - not:",
        "        phrase:",
        "          - a",
        "          - b",
        "when: late",
        "within: reply",
    )
    assert sections["Patterns that it uses"] == ("- late: Something comes late.", "- tardy: The formal word.")
    assert sections["When it is judged"][:2] == (
        "Only on these turns: whole. A reply under ten words is not judged.",
        "On drafts only, not on templates.",
    )
    assert sections["What it covers"][-1] == "- later"
    assert sections["In the scorecard"][0] == "It counts in the group “respect”. This one weighs 2."
    assert "error 3, warning 2, suggestion 1" in sections["In the scorecard"][1]
    assert "ignore: [late]" in sections["Changing it"]
    assert page.markdown().startswith("# late\n\nIt is late.\n\n- kind: if-then")
    other = {section.title: section.lines for section in rule_page(pack.rule("later"), pack).sections}
    assert other["What covers it"][-1] == "- late"
    assert other["In the scorecard"][0].endswith("This one is off and does not count.")
