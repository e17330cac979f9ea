"""Web pages: which of their words become which blocks."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.errors import NoText
from extractor.readers import ReadSettings, Source, read


def document(page: str, *, name: str = "page.html") -> Document:
    return read(Source(name, page.encode()))


def blocks(page: str) -> list[tuple[str, str | None, str]]:
    """Return kind, number and words of each block."""
    read_page = document(page)
    return [(block.kind, block.number, read_page.words_of(block)) for block in read_page.blocks]


def words(page: str) -> list[str]:
    return [text for _, _, text in blocks(page)]


STRUCTURE = [
    # written
    ("<h2>Credits</h2><p>We credit 10%.</p>", [("heading", None, "Credits"), ("paragraph", None, "We credit 10%.")]),
    ("<div role=heading aria-level=3>Credits</div>Text.", [("heading", None, "Credits"), ("paragraph", None, "Text.")]),
    ("Text in the body.<p>And a paragraph.", [("paragraph", None, "Text in the body."), ("paragraph", None, "And a paragraph.")]),
    ("<div>One<div>Two</div>Three</div>", [("paragraph", None, "One"), ("paragraph", None, "Two"), ("paragraph", None, "Three")]),
    ("<p>up<b>time</b> and <i>credit</i>s</p>", [("paragraph", None, "uptime and credits")]),
    ("<ul><li>a<li>b</ul>", [("item", "•", "a"), ("item", "•", "b")]),
    ("<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", [("item", "1.", "a"), ("item", "a.", "b"), ("item", "b.", "c"), ("item", "2.", "d")]),
    ("<ol start=4 type=i><li>a<li value=9>b<li>c</ol>", [("item", "iv.", "a"), ("item", "ix.", "b"), ("item", "x.", "c")]),
    ("<ol reversed><li>a<li>b</ol>", [("item", "2.", "a"), ("item", "1.", "b")]),
    ('<ol style="list-style-type: lower-alpha"><li>a</ol>', [("item", "a.", "a")]),
    ('<ul style="list-style:none"><li>a</ul>', [("item", None, "a")]),
    ("<ul><li>(a) typed<li>b</ul>", [("item", None, "(a) typed"), ("item", "•", "b")]),
    (
        "<ol><li><h3>Scope</h3><p>Text.</p><li><h3>Term</h3></ol>",
        [("heading", "1.", "Scope"), ("item", None, "Text."), ("heading", "2.", "Term")],
    ),
    ("<ol><li><p>One.</p><p>Still one.</p></ol>", [("item", "1.", "One."), ("item", None, "Still one.")]),
    ("<dl><dt>Downtime</dt><dd>means minutes.</dd></dl>", [("paragraph", None, "Downtime means minutes.")]),
    ("<dl><dt>Downtime</dt><dd><p>means minutes.</p></dd></dl>", [("paragraph", None, "Downtime means minutes.")]),
    ("<dl><dt>What do you promise?</dt><dd>99.9%.</dd></dl>", [("paragraph", None, "What do you promise?"), ("paragraph", None, "99.9%.")]),
    ("<details><summary>Credits</summary>We pay.</details>", [("paragraph", None, "Credits"), ("paragraph", None, "We pay.")]),
    ("<p>One.<br><br>Two.<br>(a) three;<br>(b) four.</p>", [("paragraph", None, t) for t in ("One.", "Two.", "(a) three;", "(b) four.")]),
    ("<p>Acme Ltd<br>1 Main Street</p>", [("paragraph", None, "Acme Ltd 1 Main Street")]),
    ("<pre>First paragraph\ngoes on.\n\n- an item</pre>", [("paragraph", None, "First paragraph goes on."), ("item", "•", "an item")]),
    (
        "<textarea>The agreement\n\nUptime is 99.9%.</textarea>",
        [("paragraph", None, "The agreement"), ("paragraph", None, "Uptime is 99.9%.")],
    ),
    ("<div>(a)</div><div>maintenance;</div>", [("paragraph", None, "(a) maintenance;")]),
    ("<p>within 30<sup>2</sup> days, 10<sup>6</sup> calls</p>", [("paragraph", None, "within 30² days, 10⁶ calls")]),
    (
        "<table><tr><th>Plan<th>Time<tr><td>Pro<sup>1</sup><td>30<sup>2</sup> days</table>",
        [("row", None, "Plan | Time"), ("row", None, "Pro¹ | 30² days")],
    ),
    (
        "<p><b>Credits</b><br>Below 99.9%: 10%<br>Below 99.0%: 25%<br>Below 95.0%: 50%</p>",
        [("paragraph", None, t) for t in ("Credits", "Below 99.9%: 10%", "Below 99.0%: 25%", "Below 95.0%: 50%")],
    ),
    (
        "<p>The customer is then paid:<br>a tenth of the fee</p>",
        [("paragraph", None, "The customer is then paid:"), ("paragraph", None, "a tenth of the fee")],
    ),
    ("<p>Faults are told at <b>all</b><br>hours.</p>", [("paragraph", None, "Faults are told at all hours.")]),
    ("<p>Mail:<br>help@acme.example</p>", [("paragraph", None, "Mail: help@acme.example")]),
    (
        "<div role=tablist><button role=tab aria-controls=a>Basic</button><button role=tab aria-controls=b>Premium</button></div>"
        "<div role=tabpanel id=a>Answers in 8 hours.</div><div role=tabpanel id=b hidden>Answers in 1 hour.</div>",
        [("paragraph", None, t) for t in ("Basic", "Answers in 8 hours.", "Premium", "Answers in 1 hour.")],
    ),
    (
        "<ul><li><a data-toggle=tab href='#a'>Basic</a></ul><div class=tab-pane id=a><h3>Basic support</h3>Answers in 8 hours.</div>",
        [("item", "•", "Basic"), ("heading", None, "Basic support"), ("paragraph", None, "Answers in 8 hours.")],
    ),
    ("<p>5<sup>th</sup> day</p>", [("paragraph", None, "5th day")]),
    ("<p>a&nbsp;b&shy;c&#x200b;d<wbr>e</p>", [("paragraph", None, "a bcde")]),
    # bugs
    ("<h4>" + "word " * 40 + "</h4>", [("paragraph", None, ("word " * 40).strip())]),
    ("<math><mi>U</mi><mo>=</mo><mn>100</mn></math>", [("paragraph", None, "U = 100")]),
    ("<p>Before<!-- never closed <p>after</p>", [("paragraph", None, "Before never closed"), ("paragraph", None, "after")]),
]


@pytest.mark.parametrize(("page", "expected"), STRUCTURE)
def test_elements_become_blocks_as_a_browser_shows_them(page: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert blocks(page) == expected


@pytest.mark.parametrize(
    "page",
    [
        "<p>within 30<sup><a href='#fn2'>2</a></sup> days</p>",
        "<p>within 30<a href='#fn2'><sup>2</sup></a> days</p>",
        "<p>within 30<sup class=footnote-ref>2</sup> days</p>",
        "<p>within 30<a class=footnote-ref href='#x'>2</a> days</p>",
    ],
)
def test_the_mark_of_a_footnote_does_not_join_a_number(page: str) -> None:
    """30 with note 2 would otherwise be 302 days."""
    assert words(page) == ["within 30 days"]


def test_numbers_through_all_levels_are_those_of_the_style_sheet() -> None:
    """References name "2.1"; a page that draws it with counters holds it nowhere in its text."""
    page = "<style>ol.legal li:before { content: counters(item, '.') ' '; }</style>"
    page += "<ol class=legal><li>a<li>b<ol><li>c<li>d</ol></ol><ol><li>e<ol><li>f</ol></ol>"

    assert [number for _, number, _ in blocks(page)] == ["1.", "2.", "2.1", "2.2", "1.", "1."]


LEFT_OUT = [
    # written
    "<nav><ul><li><a href=/>Home</a></ul></nav>",
    "<header><a href=/>Acme</a> <a href=/p>Pricing</a></header>",
    "<footer>© Acme, all rights reserved</footer>",
    "<aside><a href=/x>Related pages</a></aside>",
    '<div class="cookie-banner">We use cookies. <button>Accept</button></div>',
    '<div id="CookieConsent">We use cookies.</div>',
    '<div id="CybotCookiebotDialog"><h2>This site uses cookies</h2><p>We share them with others.</p></div>',
    '<table><tr><td class="menu"><a href=/>Home</a><br><a href=/p>Prices</a></td><td></td></tr></table>',
    '<div class="Footer_wrapper__x8s1"><a href=/>Imprint</a></div>',
    '<div role="navigation"><a href=/>Home</a></div>',
    '<ul class="menu"><li>Products<li>Prices</ul>',
    '<div style="display: none">Secret words</div>',
    "<p hidden>Secret words</p>",
    '<span aria-hidden="true">→</span>',
    "<script>var uptime = 99</script><style>p {}</style><noscript>Please enable it</noscript><template>x</template>",
    "<form role=search><label>Search</label><input></form>",
    "<button>Print this page</button>",
    "<select><option>English<option>Deutsch</select>",
    "<svg><text>icon</text></svg><iframe src=x>frame</iframe>",
    "<p><del>We promise nothing.</del></p>",
    "<ul><li><a href=#a>Definitions</a><li><a href=#b>Credits</a><li><a href=#c>Term</a></ul>",
    "<ul><li><a href=/a>Web hosting</a><li><a href=/b>Servers</a><li><a href=/c>Sign in</a></ul>",
]
TEXT = (
    "<main><h1>Service levels</h1><p>" + "The provider promises an uptime of 99.9 percent in each month of the term. " * 6 + "</p></main>"
)


@pytest.mark.parametrize("part", LEFT_OUT)
def test_what_is_not_the_contract_is_left_out(part: str) -> None:
    assert words(part + TEXT) == words(TEXT)


KEPT = [
    # written
    ("<main><aside class=note>Credits lapse after 30 days.</aside></main>", "Credits lapse after 30 days."),
    ('<div class="has-sidebar"><p>Credits lapse.</p></div>', "Credits lapse."),
    ('<div class="no-footer">Credits lapse.</div>', "Credits lapse."),
    ('<div class="cookieless-content">Credits lapse.</div>', "Credits lapse."),
    ('<div class="accordion-panel" style="display:none">Credits lapse.</div>', "Credits lapse."),
    ('<div class="collapse" hidden><p>Credits lapse.</p></div>', "Credits lapse."),
    ('<section hidden="until-found">Credits lapse.</section>', "Credits lapse."),
    ("<article><header><h1>Terms</h1></header><p>Credits lapse.</p></article>", "Terms"),
    ("<article><p>x</p><footer>Last updated 4 May 2024</footer></article>", "Last updated 4 May 2024"),
    ('<div aria-hidden="true">' + "Credits lapse after thirty days. " * 12 + "</div>", ("Credits lapse after thirty days. " * 12).strip()),
    ('<h2><button aria-expanded="false">Service credits</button></h2>', "Service credits"),
    (
        '<div class="footer-terms"><p>' + "Credits lapse after thirty days. " * 30 + "</p></div>",
        ("Credits lapse after thirty days. " * 30).strip(),
    ),
    ("<p>See <a href=#a>1</a>, <a href=#b>2</a>, <a href=#c>3</a> and the words around.</p>", "See 1, 2, 3 and the words around."),
]


@pytest.mark.parametrize(("page", "kept"), KEPT)
def test_contract_text_is_kept_when_its_frame_looks_like_furniture(page: str, kept: str) -> None:
    """Menus in the record are a nuisance; a lost exclusion is a wrong record."""
    assert kept in words(page)


def test_a_page_that_consists_of_furniture_is_read_whole() -> None:
    assert words('<div class="modal"><p>Uptime is 99.9%.</p></div>') == ["Uptime is 99.9%."]


def test_what_was_left_out_stands_in_furniture() -> None:
    assert document("<nav>Home Prices</nav>" + TEXT).furniture == ("Home Prices",)


def test_struck_out_words_are_left_out_with_a_warning() -> None:
    """A price struck out and replaced would be read as two promises."""
    page = document("<p>We promise <s>99%</s> 99.9%.</p>")

    assert page.words_of(page.blocks[0]) == "We promise 99.9%."
    assert [warning.code for warning in page.warnings] == ["struck_text"]


def test_signs_for_permanent_links_are_not_part_of_headings() -> None:
    page = '<h2>Credits<a class="headerlink" href="#credits">¶</a></h2><h2>Term <a href="#term">#</a></h2>'

    assert words(page) == ["Credits", "Term"]


def test_the_look_of_a_paragraph_is_told_where_tags_do_not_say_heading() -> None:
    page = document("<p align=center><b>Service Credits</b></p><p><u>Term.</u></p><p><b>Uptime</b> means time.</p>")
    first, second, third = page.blocks

    assert first.look is not None
    assert (first.look.bold, first.look.centered, first.look.underlined) == (True, True, False)
    assert second.look is not None
    assert (second.look.bold, second.look.underlined) == (False, True)
    assert [span.of(page.text) for span in third.bold] == ["Uptime"]


def test_defined_terms_of_a_definition_list_are_bold() -> None:
    """The segmenter finds defined terms by their weight."""
    page = document("<dl><dt>Downtime</dt><dd>all minutes without service</dd></dl>")

    assert [span.of(page.text) for span in page.blocks[0].bold] == ["Downtime"]


def test_title_and_language_are_those_of_the_page() -> None:
    page = document("<html lang=en-GB><head><title> Acme\n SLA </title></head><body>Text</body></html>")

    assert (page.title, page.language, page.media_type) == ("Acme SLA", "en", "text/html")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "span"])
def test_nesting_without_end_loses_no_words(tag: str) -> None:
    """The parser stops at a depth and would drop all that follows without a word."""
    page = document("<p>before</p>" + f"<{tag}>" * 20_000 + "inside" + "</div>" * 20_000 + "<p>after</p>")

    assert [page.words_of(block) for block in page.blocks] == ["before", "inside", "after"]
    assert [warning.code for warning in page.warnings] == ["deep_nesting"]


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!-- only a comment -->", "<html><body><img src=x></body></html>", "<html><nav> </nav></html>"]
)
def test_a_page_without_words_is_said_to_have_none(page: str) -> None:
    with pytest.raises(NoText):
        document(page)


def test_a_page_archived_with_its_parts_is_read() -> None:
    """Browsers save MHTML; its first part is the page, often quoted-printable."""
    archive = (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=XX\r\n\r\n"
        "--XX\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Uptime of 99=2E9%=\r\n is promised.</p>\r\n--XX--\r\n"
    )

    assert words_of_archive(archive) == ["Uptime of 99.9% is promised."]


def words_of_archive(archive: str) -> list[str]:
    page = read(Source("page.mhtml", archive.encode()), ReadSettings())
    return [page.words_of(block) for block in page.blocks]
