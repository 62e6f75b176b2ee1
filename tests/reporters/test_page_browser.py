"""The page in a browser: nothing in a text runs, nothing is fetched, and it can be used by everybody."""

import os
import re
import shutil
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from sample_report import finding, full_report, plain, span

from replylint.engine.report import Hidden, Past, ReplyReport, Report, Status, Verdict
from replylint.reporters.options import Format, Options
from replylint.reporters.render import render
from replylint.text.problem import Problem
from replylint.text.span import Span

PROGRAM = shutil.which(os.environ.get("CHROMIUM", "chromium"))
"""Where CHROMIUM is set, no test is passed over."""

RUN = "document.title='ran'"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}//",
    f"<img src=x onerror={RUN}>",
    f'" autofocus onfocus="{RUN}',
    f"' onmouseover='{RUN}",
    f"<svg onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"javascript:{RUN}",
    "<iframe srcdoc='<script>top.document.title=1</script>'>",
    "</style><img src=http://a.example/x>",
    "<base href=http://a.example>",
    "<meta http-equiv=refresh content='0;url=http://a.example'>",
    "<link rel=stylesheet href=//a.example/x>",
    "<form action=http://a.example><button>go</button></form>",
    "{{ ''.__class__ }}",
    "<!--",
    "<template>",
    "<plaintext>",
    "</details></li></ol></section>",
    "&lt;b&gt;\0",
]
ARABIC = "مرحبا Sam،\nلا يمكننا إرجاع المبلغ. Thank you.\n"
MIXED = "你好，Jane，\n\n这不是我们的问题 👩‍🚀🏳️‍🌈, sorry!\n\nไม่ใช่ปัญหาของเรา\n"


def whole(text, *, name="a.txt", rule="bad", severity="error", where=None, **more):
    found = finding(rule, severity, f"It is {rule}", "Do better.", where or Span(0, len(text)))
    return ReplyReport(plain(name, text, **more), (found,), (), Verdict.BLOCK, ())


def hostile():
    found = tuple(
        ReplyReport(
            plain(f"d{n}/{text}".replace("\0", ""), text, ident=text, template=True),
            (
                finding(text, "error", text, text, Span(0, len(text))),
                finding(text, "warning", text, text, None),
            ),
            (), Verdict.BLOCK, (), (Hidden(finding(text, "error", text, "", None), Status.SUPPRESSED, text),),
        )
        for n, text in enumerate(HOSTILE)
    )  # fmt: skip
    return Report(found, tuple(Problem(text, place=text, hint=text) for text in HOSTILE), past=Past(3, ()))


def of_the_past():
    report = full_report()
    return replace(report, problems=(), past=Past(6, (("shouting", 2), ("blame-customer", 1))))


def worldwide():
    return Report(
        (
            whole(ARABIC, name="ar/رد.txt", where=span(ARABIC, "لا يمكننا إرجاع المبلغ")),
            whole(MIXED, name="zh/回复.txt", where=span(MIXED, "这不是我们的问题 👩‍🚀🏳️‍🌈")),
            whole("W" * 400 + " " + "http://example.com/" + "a" * 300, name=f"{'long-' * 30}.txt"),
        )
    )


REPORTS = {
    "full": full_report, "past": of_the_past, "hostile": hostile, "worldwide": worldwide,
    "clean": lambda: Report(full_report().replies[3:]), "empty": lambda: Report(()),
    "undone": lambda: Report((), full_report().problems),
}  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    if PROGRAM is None and "CHROMIUM" not in os.environ:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    sandbox = [] if hasattr(os, "geteuid") and os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=PROGRAM, args=sandbox)
        yield made
        made.close()


@pytest.fixture
def show(browser, tmp_path):
    """Opens a report; what it fetches besides itself and what it complains of must be nothing."""
    contexts, asked, said = [], [], []

    def opened(report, *, width=1280, height=900, address="", redact=False, **context):
        path = tmp_path / "report.html"
        path.write_text(render(report, Options(day="1 May 2026", redact=redact), to=Format.HTML))
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(path.as_uri() + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {url.split("#")[0] for url in asked if not url.startswith("data:")} <= {
        (tmp_path / "report.html").as_uri()
    }
    assert said == []


def shown(page):
    return page.locator(".letter:visible h3").all_text_contents()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [(name, 1280, "light") for name in REPORTS]
    + [(name, *how) for name in ("full", "past", "worldwide") for how in ((1280, "dark"), (360, "light"))],
)
def test_it_is_accessible_and_fits(show, name, width, scheme):
    page = show(REPORTS[name](), width=width, color_scheme=scheme)
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["full", "past"])
def test_a_redacted_one_is_accessible(show, name):
    found = Axe().run(show(REPORTS[name](), redact=True))
    assert found.violations_count == 0, found.generate_report()


def test_no_text_runs(show):
    page = show(hostile())
    page.locator("[data-open='1']").click()
    for mark in page.locator("mark").all()[:5]:
        mark.hover()
    title = "Not everything was checked. - Replylint"
    assert page.title() == title
    counts = page.evaluate(
        "Object.fromEntries(['script','img','iframe','base','object','embed','form','style','link','meta',"
        "'template','plaintext'].map((tag) => [tag, document.querySelectorAll(tag).length]))"
    )
    assert {tag: number for tag, number in counts.items() if number} == {
        "script": 1, "form": 1, "style": 1, "link": 1, "meta": 6
    }  # fmt: skip
    texts = [mark.text_content() for mark in page.locator("p.text").all()]
    assert sorted(texts) == sorted("1" + text.replace("\0", "␀") for text in HOSTILE)
    names = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((node) => node.getAttributeNames()).join(' ')"
    )
    assert not re.search(r"\bon", names)


def test_the_filter(show):
    page = show(of_the_past())
    assert shown(page) == ["lamp.txt", "t-17", "odd␛]0;name.txt"]
    page.get_by_role("link", name="1 reply with bare-refusal").click()
    assert shown(page) == ["t-17"]
    assert page.locator("output").text_content() == "1 of 3 replies"
    assert "rule=" in page.url
    page.get_by_role("button", name="Clear").click()
    assert len(shown(page)) == 3
    assert "#" not in page.url
    page.get_by_label("Severity").select_option("error")
    page.get_by_label("Standing").select_option("old")
    assert shown(page) == []
    assert page.get_by_text("No reply is like that.").is_visible()
    page.get_by_label("Standing").select_option("new")
    assert shown(page) == ["lamp.txt"]
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("searchbox").fill("LONG weekend")
    expect(page.locator("output")).to_have_text("1 of 3 replies")
    assert shown(page) == ["t-17"]
    again = show(of_the_past(), address=page.url[page.url.index("#") :])
    assert shown(again) == ["t-17"]
    again.get_by_role("searchbox").press("Escape")
    assert len(shown(again)) == 3
    again.get_by_role("link", name="drafts/").click()
    assert shown(again) == ["lamp.txt"]


def test_keys(show):
    page = show(of_the_past())
    focused = "document.activeElement.closest('.letter')?.id ?? document.activeElement.name"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == "r2"
    page.keyboard.press("o")
    assert not page.evaluate("document.querySelector('#r2 details').open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#r2 details').open")
    page.keyboard.press("k")
    assert page.evaluate(focused) == "r1"
    page.keyboard.press("/")
    assert page.evaluate(focused) == "q"
    page.keyboard.type("jk/o")
    assert page.get_by_role("searchbox").input_value() == "jk/o"
    page.keyboard.press("Escape")
    page.get_by_label("Keys").uncheck()
    page.keyboard.press("j")
    assert page.evaluate(focused) == "keys"


def test_everything_is_reached_by_tabs(show):
    page = show(of_the_past())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName + (document.activeElement.name ?? '')"))
    assert {"A", "BUTTON", "SUMMARY", "INPUTq", "SELECTrule", "SELECTseverity", "INPUTkeys"} <= reached


def brightness(page):
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")) / 3


def test_light_and_dark(show):
    page = show(full_report(), color_scheme="dark")
    assert brightness(page) < 60
    page.get_by_role("button", name="Light or dark").click()
    assert brightness(page) > 200
    page.reload()
    assert brightness(page) > 200
    page.get_by_role("button", name="Light or dark").click()
    assert brightness(page) < 60
    page.emulate_media(media="print")
    assert brightness(page) == 255


def test_print(show):
    page = show(of_the_past())
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible()
    assert not page.locator("#light").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.letters-part')).breakBefore") == "page"
    page.emulate_media(media="screen")
    document = page.pdf(prefer_css_page_size=True)
    assert document.count(b"/Type /Page\n") in (2, 3, 4)


def test_without_scripts_all_is_there(show):
    page = show(of_the_past(), java_script_enabled=False)
    assert not page.locator(".filter").is_visible()
    assert len(shown(page)) == 3
    page.locator("#r1 summary").click()
    assert not page.locator("#r1 .text").is_visible()


def test_a_note_and_its_words_show_each_other(show):
    page = show(full_report())
    page.locator("#r1n1").hover()
    assert page.locator("mark.lit").text_content().startswith("You should have read")
    page.locator("#r1 mark[data-n='2']").hover()
    assert page.locator(".notes .lit").get_attribute("id") == "r1n2"
    page.locator("#r1 a.ref").first.click()
    assert page.url.endswith("#r1n1")


def test_directions(show):
    page = show(worldwide())
    matches = "(node, dir) => node.matches(`:dir(${dir})`)"
    assert page.locator(".letter:has-text('ar/') p.text").evaluate(matches, "rtl")
    assert page.locator(".letter:has-text('zh/') p.text").evaluate(matches, "ltr")


TIMED = """async () => {
  const field = document.querySelector("[name=severity]");
  field.value = "w";
  field.dispatchEvent(new Event("input", {bubbles: true}));
  const begun = performance.now();
  await new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 10));
  return [performance.now() - begun, performance.getEntriesByType("navigation")[0].loadEventEnd];
}"""
"""How long it takes to filter and to draw what is left, and how long it took to open the page."""


def test_ten_thousand_replies(show):
    text = (
        "Hello,\n\nthat is {} and we are sorry for it, as it should not have come to this at all.\n\nBest\n"
    )
    kinds = (("awful", "error"), ("poor", "warning"), ("meh", "suggestion"))
    replies = tuple(
        whole(text.format(rule), name=f"shelf-{n % 40}/{n}.txt", rule=rule, severity=severity)
        for n in range(10_000)
        for rule, severity in [kinds[n % 3]]
    )
    page = show(Report(replies))
    assert len(page.content()) < 8_000_000
    cost, load = page.evaluate(TIMED)
    assert cost < 2 * load  # hiding one after the other is quadratic where items are counted
    assert page.locator("output").text_content() == "3,333 of 10,000 replies"
    page.get_by_role("searchbox").fill("shelf-7/")
    expect(page.locator("output")).to_have_text("84 of 10,000 replies", timeout=60_000)
