"""The explorer in a real browser: python3 tests/browser/run.py ANNALS AXE.js [FOLDER FOR SCREENSHOTS]

Asks a question, follows a receipt to its words, finds a path, mends a query, looks for harm done by a note full of injections, and
holds every page, light and dark, wide and narrow, against axe-core.
"""

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from driver import CONTROL, DOWN, ENTER, Driver

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BASE = "https://w3id.org/annals/id/"
DESKTOP, PHONE = 1280, 320
# Links to hosts that are not ours are never opened, so nothing here needs a network.


class Server:
    """`annals serve` on notes, on any free port."""

    def __init__(self, annals, *notes):
        command = [annals, "serve", "--port", "0"]
        for note in notes:
            command += ["--notes", str(note)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.home = self.process.stdout.readline().rsplit(" at ", 1)[1].strip().rstrip("/")

    def end(self):
        self.process.terminate()
        self.process.wait(30)


def asks_and_follows_a_receipt(driver, home):
    driver.go(home + "/")
    driver.type("#ask", "who approved the invasion of South Korea")
    driver.type("#ask", ENTER)
    driver.wait_for("return document.querySelector('h1.answer')", "an answer")
    headline = driver.run("return document.querySelector('h1.answer').textContent")
    assert "Stalin" in headline and "Mao" in headline, headline
    words = driver.run("return document.querySelector('.receipt blockquote').textContent.replace(/[“”…]/g, '').trim()")
    driver.click(".receipt .place")
    target = driver.wait_for("return document.querySelector('.mark:target')?.textContent", "the words of the receipt")
    bare = driver.run("const mark = document.querySelector('.mark:target').cloneNode(true);"
                      "mark.querySelectorAll('.ref').forEach((ref) => ref.remove()); return mark.textContent")
    assert words[:40] in " ".join(bare.split()), (words, target)
    seen = driver.run("const box = document.querySelector('.mark:target').getBoundingClientRect();"
                      "return box.bottom > 0 && box.top < innerHeight")
    assert seen, "the words are not in sight"
    # A click on words shows what was read from them.
    driver.click(".mark .ref")
    beside = driver.wait_for("return document.querySelector('.marginal:target')?.textContent", "what was read")
    assert beside.strip()


def completes_a_name(driver, home):
    driver.go(home + "/path")
    driver.type("#from", "stal")
    driver.wait_for("return document.querySelector('#options-from li')", "proposals")
    driver.type("#from", DOWN + ENTER)
    chosen = driver.run("return document.querySelector('#from').value")
    assert "Stalin" in chosen, chosen
    assert driver.address().rstrip("?") == home + "/path", "choosing a name sent the form"
    driver.type("#to", "Mao")
    driver.type("#to", ENTER)
    driver.wait_for("return document.querySelector('.picture svg .station')", "a path")
    assert driver.run("return document.querySelectorAll('.steps .receipt').length") > 0
    before = driver.run("return document.querySelector('.picture svg').getAttribute('width')")
    driver.click(".zoom button")
    assert float(driver.run("return document.querySelector('.picture svg').getAttribute('width')")) > float(before)


def mends_a_query(driver, home):
    driver.go(home + "/query")
    driver.clear("#query")
    driver.type("#query", "SELECT ?who ?what WHERE {\n  ?who an:approved ?what .\n  FILTR(true)\n}")
    driver.type("#query", CONTROL + ENTER + CONTROL)
    told = driver.wait_for("return document.querySelector('.fault')?.textContent", "what is wrong")
    assert "line 3" in told, told
    wrong = driver.run("return document.querySelector('.ink .wrong').textContent")
    assert wrong.startswith("FILTR"), wrong
    driver.click(".fault button")
    picked = driver.run("const area = document.querySelector('#query'); return area.value.slice(area.selectionStart, area.selectionEnd)")
    assert picked == wrong, (picked, wrong)
    driver.type("#query", "FILTER")
    driver.run("document.querySelector('form.query').requestSubmit()")
    rows = driver.wait_for("return document.querySelectorAll('#result tbody tr').length", "rows")
    assert rows > 0
    driver.run("[...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent == 'Graph').click()")
    driver.wait_for("return document.querySelector('#result .picture svg circle')", "a graph")
    # The address is that of the query: who follows it sees the same.
    driver.go(driver.address())
    driver.wait_for(f"return document.querySelectorAll('#result tbody tr').length == {rows}", "the same rows")
    driver.clear("#query")
    driver.type("#query", "SELECT * WHERE { ?who an:appr")
    found = driver.wait_for("return document.querySelector('.editor .options li')?.textContent", "proposals")
    assert "an:approved" in found, found


def works_without_scripts(driver, home):
    driver.cdp("Emulation.setScriptExecutionDisabled", value=True)
    driver.go(home + "/")
    driver.type("#ask", "who approved the invasion of South Korea" + ENTER)
    driver.click(".receipt .place")
    driver.find(".mark:target")
    driver.go(home + "/query?query=" + quote("SELECT ?who {\n  ?who an:approved\n}"))
    driver.find(".fault .at")
    driver.go(home + "/query?query=" + quote("SELECT ?who { ?who an:approved ?what }"))
    driver.find("#result tbody td a")
    driver.go(home + "/path?from=Stalin&to=Mao")
    driver.find(".picture svg a .hop, .picture svg a .station")
    driver.cdp("Emulation.setScriptExecutionDisabled", value=False)


def moves_by_keys(driver, home):
    driver.go(home + "/")
    body = driver.find("body")
    driver.do("POST", f"/element/{body}/value", {"text": "\ue004"})
    assert driver.run("return document.activeElement.className") == "skip"
    outline = driver.run("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus cannot be seen"


def nothing_is_harmed(driver, home):
    pages = ["/", "/notes", "/note?path=injections.md", "/check", "/timeline?all=1", "/ask?q=who+visited+Paris", "/ask?q=" + quote("<script>window.harmed=1</script>"),
             "/path?from=" + quote('"><script>window.harmed=2</script>') + "&to=Mao", "/thing?iri=" + quote(BASE + "mao-zedong"),
             "/query?query=" + quote("</textarea><script>window.harmed=3</script>"), "/query?query=" + quote("SELECT ?text { ?note an:text ?text }")]
    for page in pages:
        driver.go(home + page)
        driver.run("for (const thing of document.querySelectorAll('main *')) thing.dispatchEvent(new MouseEvent('mouseover'))")
        assert driver.run("return window.harmed ?? null") is None, f"{page}: a script of a note has run"
        odd = driver.run("return [...document.querySelectorAll('a[href]')].map((a) => new URL(a.getAttribute('href'), location).protocol).filter((p) => !['http:', 'https:', 'mailto:'].includes(p))")
        assert not odd, f"{page}: {odd}"
        ours = driver.run("return document.querySelectorAll('main script, main img, main iframe, main object').length")
        assert ours == 0, f"{page}: {ours} elements of a note"
        bare = driver.run("return [...document.querySelectorAll('a[href^=http]')].filter((a) => a.origin != location.origin && !/noopener noreferrer nofollow/.test(a.rel)).length")
        assert bare == 0, f"{page}: links without rel"
    assert "harmed" in driver.run("return document.querySelector('#result')?.textContent ?? ''"), "the note's own text is not shown"


PAGES = {
    "home": "/",
    "answer": "/ask?q=who+approved+the+invasion+of+South+Korea",
    "answer-path": "/ask?q=how+is+Stalin+connected+to+Mao",
    "no-answer": "/ask?q=who+painted+the+ceiling",
    "thing": "/thing?iri=" + quote(BASE + "joseph-stalin"),
    "class": "/thing?iri=" + quote("https://w3id.org/annals/ns#Person"),
    "note": "/note?path=korean-war.md",
    "notes": "/notes",
    "path": "/path?from=Kim+Il-sung&to=Mao",
    "timeline": "/timeline?from=1949&to=1951",
    "check": "/check",
    "query": "/query?query=" + quote("SELECT ?event ?when { ?event a sem:Event ; an:when ?when } LIMIT 20"),
    "query-wrong": "/query?query=" + quote("SELECT ?who {\n  ?who an:approved\n}"),
    "missing": "/note?path=nothing.md",
}


def holds_up(driver, home, axe, folder):
    """Every page against axe-core, and as a picture; none wider than its window."""
    failures = []
    for name, page in PAGES.items():
        for width, scheme in [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]:
            driver.look(width, scheme)
            driver.go(home + page)
            if name == "query":
                driver.click("#result .more")
                driver.wait_for("return document.querySelector('#result [role=tab]')", "views")
            over = driver.run("return document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                failures.append(f"{name} at {width}: {over} pixels too wide")
            driver.run(axe)
            found = driver.do("POST", "/execute/async", {"args": [], "script": """
                const done = arguments[arguments.length - 1];
                axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
                   .then(({ violations }) => done(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.target + " " + (n.any[0]?.message ?? "")).join(" | ")}`)));"""})
            failures += [f"{name} at {width}, {scheme}: {violation}" for violation in found]
            if folder:
                driver.shoot(folder / f"{name}-{width}-{scheme}.png")
    driver.look(DESKTOP, "light")
    assert not failures, "\n".join(failures)


def main():
    annals, axe = sys.argv[1], Path(sys.argv[2]).read_text()
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    driver = Driver()
    servers = []
    failed = 0

    def check(name, test):
        nonlocal failed
        try:
            test()
            print(f"ok      {name}", flush=True)
        except AssertionError as error:
            failed += 1
            print(f"FAILED  {name}\n{error}", flush=True)

    try:
        korea = Server(annals, ROOT / "data/notes")
        servers.append(korea)
        odd = Server(annals, HERE / "notes")
        servers.append(odd)
        driver.look(DESKTOP, "light")
        for test in [asks_and_follows_a_receipt, completes_a_name, mends_a_query, moves_by_keys, works_without_scripts]:
            check(test.__name__, lambda: test(driver, korea.home))
        check("no errors in the console", lambda: quiet(driver))
        check("nothing_is_harmed", lambda: nothing_is_harmed(driver, odd.home))
        check("holds_up", lambda: holds_up(driver, korea.home, axe, folder))
    finally:
        driver.end()
        for server in servers:
            server.end()
    sys.exit(1 if failed else 0)


def quiet(driver):
    # A query that is none is answered with 400, which the console tells, too.
    told = [line for line in driver.complaints() if "/sparql" not in line and "/query" not in line]
    assert not told, told


if __name__ == "__main__":
    main()
