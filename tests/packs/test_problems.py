"""Broken packs and exactly what is said about them: `file:line:column: message [hint]`."""

import pytest

from replylint.packs.load import load_packs
from replylint.text.problem import ProblemsError

HEAD = """\
rules:
  - id: late
    kind: forbid
    group: respect
    severity: warning
    message: It is late.
    why: Nobody likes to wait.
    source: "001"
    advice: Say when.
"""
MATCH = HEAD + "    match: late\n"
LIBRARY = HEAD.replace("forbid", "library")
COMPARE = "    compare: {alike: {}}\n"

FILES = [
    # YAML
    ("a: b: c", ("1:5: not valid YAML: mapping values are not allowed in this context"
     " [text with `: ` in it must be quoted; otherwise check the indentation]")),
    ("words: {a: [x", ("1:14: not valid YAML: did not find expected ',' or ']'"
     " [a bracket is not closed, or a comma is missing]")),
    ("words: {a: ['x]}", ("1:17: not valid YAML: found unexpected end of stream"
     " [a quotation mark or bracket is not closed]")),
    ("words: {a: [@x]}", ("1:13: not valid YAML: found character that cannot start any token"
     " [quote text that begins with @, % or a backtick; indent with spaces, no tabs]")),
    ('words: {a: ["\\d"]}', ("1:14: not valid YAML: found unknown escape character"
     " [in double quotes a backslash is written twice; single quotes need no escapes]")),
    ("words:\n  é😀: [x]\n  a: [\x07]", ("3:7: not valid YAML: the character U+0007 cannot be shown"
     " [delete it, or write it as an escape in double quotes]")),
    ("words: {}\n---\nwords: {}", "2:1: more than one YAML document in a file [make it two files]"),
    ("words: {a: [x]}\nwords: {b: [y]}", "2:1: `words` stands twice [it is already in line 1; join the two]"),
    ("words: {a: [x], a: [y]}", "1:17: `a` stands twice [it is already in line 1; join the two]"),
    ("words: {1: [x]}", '1:9: a key is a number, not text [quote it: "1"]'),
    ("words: {true: [x]}", '1:9: a key is a truth value, not text [quote it: "true"]'),
    ("words: {[a]: [x]}", "1:9: a key is a list, not text"),
    ("words: !!python/name:os.system x", ("1:8: the tag `!!python/name:os.system` is not allowed [leave"
     " it out]")),
    ("words: !mine x", "1:8: the tag `!mine` is not allowed [leave it out]"),
    ("words: *x", "1:8: `*x` cannot be filled in: there is no such anchor"),
    ("words: &x {a: *x}", "1:15: `*x` cannot be filled in: it stands inside itself"),
    ("words: " + "[" * 70 + "]" * 70, "1:67: nested more than 60 deep"),
    (b"words:\n  a: [caf\xe9]\n", "2:10: not read: byte 0xE9 is not UTF-8 [save the file as UTF-8]"),
    # words
    ("word: {a: [x]}", "1:1: unknown key `word` [did you mean `words`?]"),
    ("words: {a: [1.5]}", '1:13: a number where text is expected [quote it: "1.5"]'),
    ("words: {a: [x, true]}", '1:16: a truth value where text is expected [quote it: "true"]'),
    ("words: {a: [x, ~]}", '1:16: empty where text is expected [write the text, or quote it: "null"]'),
    ("words:\n  a:\n    - note: this", ("3:7: a mapping where text is expected [quote text with a colon"
     " in it]")),
    ("words: {a: x}", "1:12: text where a list is expected"),
    ("- words", "1:1: a list where a mapping (`key: value`) is expected"),
    ('words: {a: ["@b"], c: [x]}', "1:13: there is no word list `b` [known: a, c]"),
    ('words: {good: ["@goood"], goods: ["@good"]}', ("1:16: there is no word list `goood`"
     " [did you mean `good`?]")),
    ('words: {a: ["@b"], b: ["@a"]}', "1:9: the word list `a` contains itself: `a` → `b` → `a`"),
    # patterns
    ("patterns: {p: {pattern: {phrse: x}}}", "1:26: unknown key `phrse` [did you mean `phrase`?]"),
    ("patterns: {p: q}", "1:15: a named pattern is written under `pattern:` [`pattern: q`]"),
    ("patterns: {p: {about: x}}", "1:12: `pattern` is missing"),
    ("patterns: {p: {pattern: q}, r: {pattern: {phrase: x}}}", "1:25: there is no pattern `q` [known: p, r]"),
    ("patterns: {p: {pattern: {any: [q]}}, q: {pattern: {all: [p, {not: q}]}}}",
     "1:12: the pattern `p` contains itself: `p` → `q` → `p`",
     "1:38: the pattern `q` contains itself: `q` → `q`"),
    ("patterns: {p: {pattern: {phrase: x, regex: y}}}", ("1:16: a pattern has exactly one kind of"
     " phrase, clause,"
     " tokens, dependency, regex, length, repeat, placeholder, unshared, any, all, not,"
      " customer; this one has"
     " phrase and regex")),
    ("patterns: {p: {pattern: {phrase: x, within: reply}}}", "1:16: `within` belongs to `all`"),
    ("patterns: {p: {pattern: 5}}", "1:25: a number where a pattern or the name of one is expected"),
    ("patterns: {p: {pattern: {any: {phrase: x}}}}", "1:31: a mapping where a list is expected"),
    ("patterns: {p: {pattern: {length: {more_than: 0}}}}", "1:46: `0` must be more than 0"),
    ("patterns: {p: {pattern: {length: {more_than: many}}}}", "1:46: text where a whole number is expected"),
    ("patterns: {p: {pattern: {clause: {polarity: no}}}}", ("1:45: `no` is not allowed here"
     " [allowed: positive, negative]")),
    ("patterns: {p: {pattern: {clause: {mood: [question, comand]}}}}", ("1:52: `comand` is not allowed here"
     " [did you mean `command`? allowed: statement, question, command, condition]")),
    ('patterns: {p: {pattern: {clause: {verb: [go, "@give"]}}}}', "1:46: there is no word list `give`"),
    ('words: {give: [x]}\npatterns: {p: {pattern: {clause: {not_verb: "@giv"}}}}',
     "2:45: there is no word list `giv` [did you mean `give`?]"),
    ("patterns: {p: {pattern: {unshared: {of: me, pattern: {phrase: x}}}}}", ("1:41: `me` is not allowed here"
     " [allowed: reply, customer]")),
    ("patterns: {p: {pattern: {unshared: {of: reply, pattern: {phrase: x}, ignore: stop}}}}",
     "1:78: there is no word list `stop`"),
    ("patterns: {p: {pattern: {all: [{phrase: x, scope: [body, gretting]}]}}}",
     "1:58: there is no region `gretting` [did you mean `greeting`?]"),
    # rules
    (HEAD + "    match: {phrase: x}\n    scope: bdy\n",
     "11:12: there is no region `bdy` [did you mean `body`?]"),
    (HEAD + "    match: {phrase: late}\n    severty: error\n", ("11:5: unknown key `severty`"
     " [did you mean `severity`?]")),
    (HEAD.replace("severity: warning", "severty: warning"), ("5:5: unknown key `severty`"
     " [did you mean `severity`?]")),
    (HEAD.replace("warning", "warnin"), ("5:15: `warnin` is not allowed here"
     " [did you mean `warning`? allowed: off, suggestion, warning, error]")),
    (HEAD.replace('"001"', "001"), '8:13: a number where text is expected [quote it: "001"]'),
    (HEAD.replace("id: late", "id: Too late"), ("2:9: `Too late` cannot be a name"
     " [lower-case letters, digits and single hyphens: late-reply]")),
    (HEAD, "2:5: a rule has exactly one of `match` and `require`"),
    (LIBRARY, "2:5: a rule of kind `library` has `compare`, and neither `match` nor `require`"),
    (HEAD + COMPARE, "2:5: a rule has exactly one of `match` and `require`"),
    (LIBRARY + COMPARE + "    match: {phrase: x}\n",
     "2:5: a rule of kind `library` has `compare`, and neither `match` nor `require`"),
    (LIBRARY + COMPARE + "    within: reply\n", "2:5: a rule of kind `library` has no `within`"),
    (LIBRARY + "    compare: {alike: {}, placeholders: {}}\n",
     ("10:5: a comparison has exactly one of alike, facts, mixed, placeholders; this one has alike and"
      " placeholders")),
    (LIBRARY + "    compare: {alike: {threshold: 2}}\n", "10:34: `2` must be at most 1"),
    (LIBRARY + COMPARE + "    examples:\n      - {bad: [x, y], files: [a, a]}\n",
     "12:9: `files` names one file for each reply, no two the same"),
    (HEAD + "    match: {phrase: x}\n    examples:\n      - bad: [x, y]\n",
     "2:5: only examples of rules of kind `library` are several replies"),
    ("rules:\n  - id: late\n    kind: forbid\n", ("2:5: `group`, `severity`, `message`, `why`,"
     " `source`, `advice`"
     " are missing")),
    (MATCH, "10:12: there is no pattern `late`"),
    (HEAD + "    match: {phrase: x}\n    covers: [lat]\n", ("11:14: there is no rule `lat` [did you mean"
     " `late`?]")),
    (HEAD + "    match: {phrase: x}\n    examples:\n      - {bad: x, good: y}\n",
     "12:9: an example has exactly one of bad, good, missed, alarm"),
    (HEAD + "    match: {phrase: x}\n" + HEAD.removeprefix("rules:\n") + "    match: {phrase: x}\n",
     "11:9: the rule `late` stands twice [the first is at FILE:2:9]"),
]  # fmt: skip

MANIFESTS = [
    ("name: x\nextends: service\noverrides: {shouting: {compare: {alike: {}}}}",
     "3:24: the rule `shouting` compares nothing [`compare` is for rules of kind `library`]"),
    ("name: x\nextends: library\noverrides: {near-duplicate: {compare: {alike: {fewes: 9}}}}",
     "3:48: unknown key `fewes` [did you mean `fewest`?]"),
    ("name: x\nextends: library\noverrides: {near-duplicate: {compare: {facts: {}}}}",
     ("3:30: a comparison has exactly one of alike, facts, mixed, placeholders; this one has alike and"
      " facts")),
    ("about: x", "1:1: `name` is missing"),
    ("name: My pack", ("1:7: `My pack` cannot be a name [lower-case letters, digits and single hyphens:"
     " late-reply]")),
    ("name: x\nformat: 2", "2:9: pack format 2 is not known to this version of Replylint [it knows 1]"),
    ("name: x\nnmae: y", "2:1: unknown key `nmae` [did you mean `name`?]"),
    ("name: x\nlanguage: de", "2:11: `de` is not allowed here [allowed: en]"),
    ("name: x\nprofiles: {premium: {sugestion: error}}", ("2:22: `sugestion` is not allowed here"
     " [did you mean `suggestion`? allowed: off, suggestion, warning, error]")),
    ("name: x\noverrides: {late: of}", ("2:19: `of` is not allowed here"
     " [did you mean `off`? allowed: off, suggestion, warning, error]")),
    ("name: x\noverrides: {late: {msg: x}}", "2:20: unknown key `msg` [did you mean `message`?]"),
    ("name: x\noverrides: {late: off}", "2:13: there is no rule `late` to override"),
    ("name: x\nextends: [servic]", ("2:11: rules not loaded: there is no pack `servic` [did you mean"
     " `service`?]")),
    ("name: x\nextends: ./gone", ("2:10: rules not loaded: there is no such file or folder `./gone`"
     " [built in: library, service; or give a path]")),
    ("name: x\nextends: [.]", "2:11: `.` extends this pack in turn"),
    ("name: x\nextends: 5", '2:10: a number where text is expected [quote it: "5"]'),
]  # fmt: skip


def said(load, root) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        load()
    return [
        f"{p.location}: {p.message}{f' [{p.hint}]' if p.hint else ''}".replace(f"{root}/", "")
        for p in caught.value.problems
    ]


@pytest.mark.parametrize(("text", "expected"), [(row[0], row[1:]) for row in FILES])
def test_file(write, text, expected):
    root = write({"pack.yaml": "name: mine\n", "r.yaml": text})
    assert said(lambda: load_packs([root], cache=False), root) == [
        f"r.yaml:{line}".replace("FILE", "r.yaml") for line in expected
    ]


@pytest.mark.parametrize(("text", "expected"), [(row[0], row[1:]) for row in MANIFESTS])
def test_manifest(write, text, expected):
    root = write({"pack.yaml": text})
    assert said(lambda: load_packs([root], cache=False), root) == [f"pack.yaml:{line}" for line in expected]


def test_everything_is_told_at_once(write):
    root = write(
        {
            "pack.yaml": "name: mine\noverrides: {gone: off}\n",
            "a.yaml": "words: {x: [1]}\n",
            "b/c.yaml": "patterns: {p: {pattern: q}}\n",
        }
    )
    assert said(lambda: load_packs([root], cache=False), root) == [
        'a.yaml:1:13: a number where text is expected [quote it: "1"]',
        "pack.yaml:2:13: there is no rule `gone` to override",
        "b/c.yaml:1:25: there is no pattern `q` [known: p]",
    ]


def test_a_broken_file_does_not_make_its_names_missing(write):
    root = write(
        {
            "pack.yaml": "name: mine\noverrides: {late: off}\n",
            "a.yaml": MATCH + "words: {x: [1]}\npatterns: {late: {pattern: {phrase: x}}}\n",
            "b.yaml": 'words: {y: ["@x"]}\npatterns: {p: {pattern: late}}\n',
        }
    )
    assert said(lambda: load_packs([root], cache=False), root) == [
        'a.yaml:11:13: a number where text is expected [quote it: "1"]'
    ]


def test_names_twice_in_two_files_show_both_places(write):
    root = write({"pack.yaml": "name: mine\n", "a.yaml": "words: {x: [a]}\n", "b.yaml": "words:\n  x: [b]\n"})
    assert said(lambda: load_packs([root], cache=False), root) == [
        "b.yaml:2:3: the word list `x` stands twice [the first is at a.yaml:1:9]"
    ]


def test_folders_without_a_manifest(write, tmp_path):
    bare = write({"a.yaml": ""}, "bare")
    misnamed = write({"pack.yml": ""}, "misnamed")
    assert said(lambda: load_packs([bare, misnamed, "servce", "./gone"]), tmp_path) == [
        "bare: rules not loaded: the folder has no pack.yaml [create pack.yaml with `name:` and `about:`]",
        "misnamed: rules not loaded: the folder has no pack.yaml [rename pack.yml to pack.yaml]",
        ": rules not loaded: there is no pack `servce` [did you mean `service`?]",
        (
            ": rules not loaded: there is no such file or folder `./gone`"
            " [built in: library, service; or give a path]"
        ),
    ]


def test_no_pack_at_all():
    with pytest.raises(ProblemsError, match="no pack is named"):
        load_packs([])


def test_an_unknown_profile_names_the_known_ones(write):
    root = write({"pack.yaml": "name: mine\nprofiles: {premium: {warning: error}}\n"})
    assert said(lambda: load_packs([root], profile="gold"), root) == [
        ": rules not loaded: there is no profile `gold` [known: default, premium]"
    ]


def test_packs_that_extend_each_other(write, tmp_path):
    write({"pack.yaml": "name: a\nextends: ../b\n"}, "a")
    root = write({"pack.yaml": "name: b\nextends: ../a\n"}, "b")
    assert said(lambda: load_packs([root]), tmp_path) == [
        "a/pack.yaml:2:10: `../b` extends this pack in turn"
    ]
