"""A pack of two rules."""

PACK = """\
rules:
  - id: too-bad
    kind: forbid
    group: respect
    severity: error
    message: Waves the problem away
    why: It matters to them.
    source: "004"
    advice: Take it up.
    match: {phrase: "too bad"}
    examples:
      - bad: "Well, [[too bad]]."
      - good: "That is good."
  - id: kindly
    kind: forbid
    group: respect
    severity: warning
    message: Stiff
    why: Nobody talks like that.
    source: "005"
    advice: Write "please".
    match: {phrase: "kindly"}
    examples:
      - bad: "[[Kindly]] wait."
      - good: "Please wait."
"""
