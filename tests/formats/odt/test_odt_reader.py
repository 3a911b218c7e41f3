"""An .odt reads as LibreOffice shows it."""

from __future__ import annotations

import pytest

from rfpkit.document.model import Document, Heading, Item, Paragraph, Table
from rfpkit.formats import read


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, style: str = "", more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" text:style-name="{style}" {more}>{text}</text:h>'


def items(*inner: str, more: str = 'text:style-name="L"') -> str:
    found = "".join(f"<text:list-item>{one}</text:list-item>" for one in inner)
    return f"<text:list {more}>{found}</text:list>"


def level(at: int, kind: str = "number", more: str = 'style:num-format="1"') -> str:
    return f'<text:list-level-style-{kind} text:level="{at}" {more}/>'


def list_style(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def style(name: str, family: str = "paragraph", inner: str = "", more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inner}</style:style>'


def numbered(document: Document) -> list[str]:
    """Number and words of every block outside tables."""
    return [
        f"{block.number} {block.text}".strip()
        for block in document.blocks
        if not isinstance(block, Table)
    ]


LEGAL = list_style(
    level(1, more='style:num-format="1" style:num-suffix="."'),
    level(2, more='style:num-format="1" text:display-levels="2"'),
    level(3, more='style:num-format="a" style:num-prefix="(" style:num-suffix=")"'),
)
HIDDEN = '<style:text-properties text:display="none"/>'


def test_white_space_folds_and_signs_stand_for_spaces_tabs_and_lines(odt):
    body = p(
        "\n  One \n two<text:span> three</text:span> <text:span> four</text:span>"
        '<text:s/>x<text:s text:c="3"/>y<text:tab/>z<text:line-break/>end co\u00adop re\u2011do  '
    )
    assert numbered(read(odt(body))) == ["One two three four x   y\tz\nend coop re-do"]


def test_a_claim_of_endless_spaces_is_not_believed(odt):
    body = p('a<text:s text:c="999999999"/>b')
    assert len(read(odt(body)).blocks[0].text) < 100


def test_looks_and_links_are_kept(odt):
    automatic = style("B", "text", '<style:text-properties fo:font-weight="bold"/>') + style(
        "I", "text", '<style:text-properties fo:font-style="italic"/>'
    )
    body = p(
        'a <text:span text:style-name="B">b <text:span text:style-name="I">c</text:span>'
        "</text:span>"
        ' <text:a xlink:href="https://example.org/">d</text:a> <text:a xlink:href="#x">e</text:a>'
    )
    runs = read(odt(body, automatic)).blocks[0].runs
    looks = {run.text.strip(): (run.bold, run.italic, run.link) for run in runs if run.text.strip()}
    assert looks == {
        "a": (False, False, ""),
        "b": (True, False, ""),
        "c": (True, True, ""),
        "d": (False, False, "https://example.org/"),
        "e": (False, False, ""),
    }


def test_deleted_text_is_out_and_inserted_text_is_in(odt):
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{p('shall')}</text:deletion></text:changed-region></text:tracked-changes>"
        + p(
            'The Supplier <text:change text:change-id="c1"/>'
            '<text:change-start text:change-id="c2"/>must'
            '<text:change-end text:change-id="c2"/> pay.'
        )
    )
    assert numbered(read(odt(body))) == ["The Supplier must pay."]


def test_hidden_text_is_out(odt):
    automatic = style("H", "text", HIDDEN) + style("PH", inner=HIDDEN)
    automatic += style("S", "text", '<style:text-properties text:display="true"/>')
    body = (
        p('a<text:span text:style-name="H">b</text:span>')
        + p('gone<text:span text:style-name="S">kept</text:span>', "PH")
        + p('<text:hidden-paragraph text:is-hidden="true"/>gone')
        + p('<text:hidden-text text:is-hidden="true" text:string-value="gone"/>')
        + p('<text:hidden-text text:is-hidden="false" text:string-value="shown"/>')
        + f'<text:section text:display="none">{p("gone")}</text:section>'
        + f'<text:section text:display="condition" text:is-hidden="true">{p("gone")}</text:section>'
        + f'<text:section text:display="condition">{p("in a section")}</text:section>'
        + p("<office:annotation><text:p>a comment</text:p></office:annotation>noted")
    )
    expected = ["a", "kept", "shown", "in a section", "noted"]
    assert numbered(read(odt(body, automatic))) == expected


def test_the_results_of_fields_show(odt):
    body = p(
        'See <text:bookmark-ref text:ref-name="x">4.2</text:bookmark-ref>, page '
        "<text:page-number>3</text:page-number>, <text:date>1 May</text:date>"
        '<text:variable-set text:display="none">secret</text:variable-set>'
        " <text:placeholder>&lt;name&gt;</text:placeholder>"
    )
    (block,) = read(odt(body)).blocks
    assert block.text == "See 4.2, page 3, 1 May <name>"
    assert block.runs[-1].mark == "unfilled"


def test_headings_take_their_numbers_from_the_outline(odt):
    outline = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
    )
    styles = outline + style("Plain", more='style:list-style-name=""')
    body = (
        h("One")
        + h("Sub", 2)
        + h("Deep", 3)
        + h("Bare", 1, "Plain")
        + h("Header", 1, more='text:is-list-header="true"')
        + h("Two")
        + h("Sub", 2)
        + h("Far", 1, more='text:restart-numbering="true" text:start-value="9"')
    )
    document = read(odt(body, styles=styles))
    assert numbered(document) == [
        "I. One", "I.1 Sub", "Deep", "Bare", "Header", "II. Two", "II.1 Sub", "IX. Far",
    ]  # fmt: skip
    assert [b.level for b in document.blocks if isinstance(b, Heading)] == [1, 2, 3, 1, 1, 1, 2, 1]


def test_lists_count_and_nest(odt):
    body = items(p("a"), p("b") + items(p("c"), p("d") + items(p("e")), more=""), p("f") + p("g"))
    document = read(odt(body, LEGAL))
    assert numbered(document) == ["1. a", "2. b", "2.1 c", "2.2 d", "(a) e", "3. f", "g"]
    assert [b.level for b in document.blocks if isinstance(b, Item)] == [1, 1, 2, 2, 3, 1]
    assert isinstance(document.blocks[-1], Paragraph)


def test_lists_go_on_where_the_file_says_so(odt):
    named = 'text:style-name="L" xml:id="one"'
    body = (
        items(p("a"), p("b"), more=named)
        + p("between")
        + items(p("c"), more='text:style-name="L" text:continue-numbering="true"')
        + items(p("new"))
        + items(p("d"), more='text:style-name="L" text:continue-list="one"')
        + '<text:list text:style-name="L"><text:list-item text:start-value="7"><text:p>e</text:p>'
        "</text:list-item><text:list-header><text:p>bare</text:p></text:list-header></text:list>"
    )
    expected = ["1. a", "2. b", "between", "3. c", "1. new", "4. d", "7. e", "bare"]
    assert numbered(read(odt(body, LEGAL))) == expected


def test_bullets_and_formats(odt):
    formats = list_style(
        level(1, "bullet", 'text:bullet-char="•"'),
        level(2, more='style:num-format="A" text:start-value="3"'),
        level(3, more='style:num-format="01, 02, 03, ..."'),
        level(4, more='style:num-format="1st" loext:num-list-format="no %4%!"'),
    )
    deep = items(p("c") + items(p("d") + items(p("e"), more=""), more=""), more="")
    document = read(odt(items(p("a") + deep), formats))
    assert numbered(document) == ["a", "C c", "01 d", "no 1st! e"]
    assert [b.ordered for b in document.blocks if isinstance(b, Item)] == [False, True, True, True]


def test_headings_in_lists_and_lone_numbered_paragraphs(odt):
    lone = '<text:numbered-paragraph text:list-id="n" text:level="2" text:style-name="L">'
    body = (
        items(h("Clause") + items(p("Text"), more="")) + f"{lone}{p('x')}</text:numbered-paragraph>"
    )
    document = read(odt(body, LEGAL))
    assert numbered(document) == ["1. Clause", "1.1 Text", "1.1 x"]
    assert isinstance(document.blocks[0], Heading)


def test_tables_keep_columns_in_line_and_know_their_headers(odt):
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    spanned, repeated = (f'table:number-columns-{how}="2"' for how in ("spanned", "repeated"))
    rows = (
        f"<table:table-header-rows><table:table-row>{cell('A', spanned)}"
        f"{covered}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('b', repeated)}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell("gone")}</table:table-row>'
        f"<table:table-row><table:table-cell><table:table><table:table-row>{cell('inner')}"
        f"</table:table-row></table:table>{h('head')}</table:table-cell>{cell('c')}"
        "</table:table-row>"
    )
    look = '<style:table-column-properties style:rel-column-width="{}*"/>'
    automatic = style("W1", "table-column", look.format(3000)) + style(
        "W2", "table-column", look.format(1000)
    )
    columns = (
        '<table:table-column table:style-name="W1"/><table:table-column table:style-name="W2"/>'
    )
    (table,) = read(odt(f"<table:table>{columns}{rows}</table:table>", automatic)).blocks
    texts = [[cell.text for cell in row] for row in table.rows]
    assert texts == [["A", ""], ["b", ""], ["inner\nhead", "c"]]
    assert (table.header_rows, table.widths) == (1, (0.75, 0.25))


def test_a_table_that_claims_endless_columns_is_cut(odt):
    cell = (
        f'<table:table-cell table:number-columns-repeated="999999999">{p("x")}</table:table-cell>'
    )
    (table,) = read(
        odt(f"<table:table><table:table-row>{cell * 100}</table:table-row></table:table>")
    ).blocks
    assert len(table.rows[0]) < 200


def test_notes_and_boxes_follow_their_paragraph(odt):
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('A note.')}</text:note-body></text:note>"
    )
    box = f"<draw:text-box>{p('In a box.')}</draw:text-box>"
    frame = f"<draw:frame>{box}<svg:title>T</svg:title></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('On a shape.')}</draw:custom-shape></draw:g>"
    body = (
        p(f"Text{note} goes on{frame}{shape}.")
        + f"<draw:frame><draw:text-box>{p('Alone.')}</draw:text-box></draw:frame>"
    )
    blocks = read(odt(body)).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("Text goes on.", "body"), ("A note.", "note"), ("In a box.", "box"),
        ("On a shape.", "box"), ("Alone.", "box"),
    ]  # fmt: skip


def test_page_headers_and_footers_come_last_and_once(odt):
    def page(name: str, inner: str, more: str = "") -> str:
        return f'<style:master-page style:name="{name}" {more}>{inner}</style:master-page>'

    top = f"<style:header>{p('Top')}</style:header>"
    masters = (
        page("Standard", top + f"<style:footer>{p('Bottom')}</style:footer>")
        + page(
            "Cover", f"<style:header>{p('Cover')}</style:header>", 'style:next-style-name="Rest"'
        )
        + page("Rest", top + f'<style:footer style:display="false">{p("gone")}</style:footer>')
        + page("Unused", f"<style:header>{p('gone')}</style:header>")
    )
    automatic = style("P1", more='style:master-page-name="Cover"')
    blocks = read(odt(p("Text", "P1"), automatic, masters=masters)).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("Text", "body"), ("Top", "header"), ("Bottom", "footer"), ("Cover", "header"),
    ]  # fmt: skip


def test_contents_lists_are_out_and_other_indexes_in(odt):
    def index(name: str) -> str:
        return f"<text:{name}><text:index-body>{p(name)}</text:index-body></text:{name}>"

    body = index("table-of-content") + index("illustration-index") + index("bibliography")
    assert numbered(read(odt(body))) == ["bibliography"]


def test_styles_tell_captions_covers_and_headings(odt):
    styles = (
        style("Title")
        + style("Caption")
        + style("Table_20_1", more='style:parent-style-name="Caption"')
    )
    automatic = style("P9", more='style:parent-style-name="Title"')
    styles += style("Heading_20_2")
    body = p("T", "P9") + p("C", "Table_20_1") + p("H", "Heading_20_2")
    cover, caption, heading = read(odt(body, automatic, styles)).blocks
    assert (cover.kind, caption.kind, heading.level) == ("cover", "caption", 2)


def test_the_title_comes_from_the_file_or_from_its_words(odt):
    meta = "<dc:title>Given</dc:title><dc:language>en-GB</dc:language>"
    document = read(odt(h("Heading"), meta=meta))
    assert (document.title, document.properties["language"], document.kind) == (
        "Given",
        "en-GB",
        "",
    )
    assert read(odt(h("Heading"))).title == "Heading"


@pytest.mark.parametrize("missing", ["styles.xml", "meta.xml", "META-INF/manifest.xml"])
def test_parts_that_only_describe_may_be_missing(odt, missing, tmp_path):
    import zipfile

    whole, cut = odt(p("Text")), tmp_path / "cut.odt"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(cut, "w") as target:
        for name in source.namelist():
            if name != missing:
                target.writestr(name, source.read(name))
    assert numbered(read(cut)) == ["Text"]
