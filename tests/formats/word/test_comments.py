"""Findings stand in Word as comments at their words, and nothing else in the file changes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rfpkit.document.model import text_blocks
from rfpkit.formats.word import read
from rfpkit.formats.word.comments import annotate
from rfpkit.formats.word.ooxml import W, w
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.lint.passages import subject
from rfpkit.lint.report import Finding

from .commenting import (
    SHOWN,
    at,
    comment,
    comments,
    covered,
    finder,
    gap,
    main_text,
    nothing,
    p,
    r,
    ranged,
    report,
    with_comments,
)
from .sound import new_faults

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.fixture
def annotated(docx, tmp_path):
    """A function that annotates a made document and then the result again, which must be same."""

    def annotate_twice(body, check, **more):
        path = docx(body, **more)
        first = annotate(path, check)
        again = tmp_path / "reviewed.docx"
        again.write_bytes(first.data)
        assert annotate(again, check).data == first.data
        return first

    return annotate_twice


@pytest.mark.parametrize(
    "inner",
    [
        r("The licence renews automatically."),
        r("The licence ren", "<w:b/>") + r("ews auto") + r("matically", "<w:i/>") + r("."),
        f'{r("It ")}<w:hyperlink w:anchor="x">{r("renews")}</w:hyperlink>{r(" automatically")}',
        f'<w:fldSimple w:instr="REF x">{r("renews automatically")}</w:fldSimple>',
        FIELD.format(r("renews") + r(" automatically")),
        f'<w:ins w:id="7" w:author="Ann">{r("It renews auto")}</w:ins>{r("matically")}',
        f'{r("renews")}<w:del w:id="7" w:author="Ann">{r(" never")}</w:del>{r(" automatically")}',
        f"<w:sdt><w:sdtContent>{r('It renews automatically')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{r('It renews')}</w:smartTag>{r(' automatically')}",
        "<w:r><w:t>It</w:t><w:br/><w:t>renews automatically</w:t><w:tab/><w:t>x</w:t></w:r>",
        "<w:r><w:lastRenderedPageBreak/><w:t>renews automatically</w:t>"
        '<w:footnoteReference w:id="9"/><w:t>.</w:t></w:r>',
        r("  renews automatically"),
        r("It renews\n   automatically, and again renews automatically"),
    ],
)
def test_a_comment_stands_at_exactly_the_words(annotated, docx, inner):
    body = p(r("Before.")) + f"<w:tbl><w:tr><w:tc>{p(inner)}</w:tc></w:tr></w:tbl>" + p(inner)
    check = finder("renews automatically")
    done = annotated(body, check)
    expected = [f.quote for f in check(read(docx(body))).findings]
    assert list(covered(done.data).values()) == expected
    assert len(expected) in (0, 2, 4)


def test_a_comment_tells_level_rule_message_and_what_to_write_instead(annotated):
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:t="http://purl.org/dc/terms/"><t:modified>2024-05-06T07:08:09Z'
        "</t:modified></cp:coreProperties>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
        'core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    done = annotated(
        p(r("Bad words.")), finder("Bad"), **{"docProps/core.xml": core, "_rels/.rels": rels}
    )
    (lines,) = comments(done.data).values()
    assert lines == ["warning t/words", "t/words is not good.", "Instead: Say it better."]
    comment = etree.fromstring(unpack(done.data)["word/comments.xml"])[0]
    assert comment.get(w("author")) == "rfpkit"
    assert comment.get(w("initials")) == "rk"
    assert comment.get(w("date")) == "2024-05-06T07:08:09Z"
    undated = annotated(p(r("Bad words.")), finder("Bad"))
    assert b'w:date="1980-01-01T00:00:00Z"' in unpack(undated.data)["word/comments.xml"]


PIECES = st.lists(
    st.tuples(
        st.text("ab .\t", min_size=1, max_size=6),
        st.sampled_from(("{}", "{}", "<w:hyperlink w:anchor='x'>{}</w:hyperlink>", "{}\n  ",
                         "<w:ins w:id='7' w:author='Ann'>{}</w:ins>", FIELD, "<w:bookmarkStart "
                         "w:id='3' w:name='m'/>{}<w:bookmarkEnd w:id='3'/>", "<w:smartTag>{}"
                         "</w:smartTag>", "<w:del w:id='8' w:author='Ann'>{}</w:del>")),
        st.sampled_from(("", "<w:b/>", "<w:i/>", "<w:vanish/>")),
    ),
    min_size=1, max_size=6,
)  # fmt: skip
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)), max_size=5)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, min_size=1, max_size=3), SPANS, st.booleans())
def test_whatever_the_runs_the_marks_are_exact_and_a_second_run_changes_nothing(
    docx, tmp_path_factory, paragraphs, spans, fixing
):
    body = "\n".join(
        p(*(form.format(r(text, look)) for text, form, look in pieces)) for pieces in paragraphs
    )

    def check(document):
        return report(
            replace(
                at(passage, start, min(start + length, len(passage.text)), f"t/n{number}", fix),
                fix_start=max(start - number, 0),
            )
            for passage in subject(document).passages
            for number, (start, length) in enumerate(sorted(spans))
            if start < len(passage.text)
            for fix in ["new words" if fixing and number % 2 else None]
        )

    path = docx(body)
    before, original = read(path), path.read_bytes()
    done = annotate(path, check)
    assert new_faults(done.data, path.read_bytes()) == []
    findings = check(before).findings
    passages = subject(before).passages
    shown = covered_visible(done.data)
    assert [shown[str(n)] for n in range(len(findings))] == [
        passages[f.ordinal].text[f.start : f.end] for f in findings
    ]
    reviewed = tmp_path_factory.mktemp("reviewed") / "r.docx"
    reviewed.write_bytes(done.data)
    if not done.suggestions:
        assert read(reviewed).blocks == before.blocks
    assert annotate(reviewed, check).data == done.data
    reviewed.write_bytes(annotate(reviewed, nothing).data)
    assert read(reviewed).blocks == before.blocks
    assert not findings or done.data != original


def covered_visible(data: bytes) -> dict[str, str]:
    """As ``covered``, without what is hidden."""
    parts = unpack(data)
    root = etree.fromstring(parts["word/document.xml"])
    for run in list(root.iter(w("r"))):
        if run.find(f"{{{W}}}rPr/{{{W}}}vanish") is not None:
            run[:] = []
    return covered(pack(parts | {"word/document.xml": etree.tostring(root)}))


class TestWhereNoCommentCanStand:
    def test_what_the_document_lacks_is_told_at_its_title(self, annotated):
        body = p(r("Some text.")) + p(r("The title")).replace(
            "<w:keepNext/>", '<w:outlineLvl w:val="0"/>'
        )
        done = annotated(body, gap)
        assert covered(done.data) == {"0": "The title"}
        assert comments(done.data)["0"][0] == "warning missing/exit"

    def test_gaps_that_another_document_may_fill_are_told_in_a_line(self, annotated):
        hints = [
            Finding(rule=f"missing/{name}", level="advice", confidence="low", message="m", path="",
                    instead="i") for name in ("a", "b")
        ]  # fmt: skip
        done = annotated(p(r("Text.")), lambda _: report(hints))
        (lines,) = comments(done.data).values()
        assert lines[0] == "advice missing"
        assert lines[1].endswith("missing/a, missing/b.")
        assert len(lines) == 2

    @pytest.mark.libreoffice
    def test_words_in_a_footnote_are_told_at_its_mark(self, annotated, tmp_path, to_pdf):
        note = f'<w:footnote w:id="2">{p(r("It renews automatically."))}</w:footnote>'
        body = p("<w:r><w:t>Text</w:t><w:footnoteReference w:id='2'/><w:t>.</w:t></w:r>")
        done = annotated(body, finder("renews"), footnotes=note)
        assert covered(done.data) == {"0": ""}
        assert comments(done.data)["0"][-1] == "The words: “renews”"
        root = etree.fromstring(main_text(done.data).encode())
        (start,) = root.iter(w("commentRangeStart"))
        assert start.getnext().find(f"{{{W}}}footnoteReference") is not None
        # LibreOffice cannot open a file in which the comment stands in the footnote itself.
        assert "It renews automatically." in to_pdf(tmp_path / "reviewed.docx")

    def test_words_in_a_text_box_are_told_at_the_paragraph_that_it_hangs_on(self, annotated):
        box = (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
            f"{p(r('It renews.'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
            "</mc:AlternateContent></w:r>"
        )
        done = annotated(p(r("Around ")) + p(r("the box"), box), finder("renews"))
        assert comments(done.data)["0"][-1] == "The words: “renews”"
        root = etree.fromstring(main_text(done.data).encode())
        (start,) = root.iter(w("commentRangeStart"))
        assert start.getparent() is root[0][1]

    def test_words_in_a_page_header_are_told_at_the_title(self, annotated):
        body = p(r("Title")) + (
            '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
        )
        done = annotated(body, finder("renews"), header1=p(r("It renews.")))
        assert covered(done.data) == {"0": "Title"}
        assert comments(done.data)["0"][-1] == "The words: “renews”"

    def test_an_empty_document_with_a_header_has_it_at_its_first_paragraph(self, annotated):
        body = "<w:p/>" + (
            '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
        )
        assert annotated(body, finder("it"), header1=p(r("it"))).comments == 1


class TestSuggestions:
    def test_the_words_are_deleted_and_others_inserted_in_the_same_look(self, annotated, tmp_path):
        body = p(r("It will re", "<w:b/>") + r("new, twice."))
        done = annotated(body, finder("renew", fix="end"))
        assert done.suggestions == 1
        path = tmp_path / "reviewed.docx"
        assert [b.text for b in read(path).blocks] == ["It will end, twice."]
        assert covered(done.data) == {"0": "renew"}
        (inserted,) = etree.fromstring(main_text(done.data).encode()).iter(w("ins"))
        assert inserted[0].find(f"{{{W}}}rPr/{{{W}}}b") is not None
        path.write_bytes(annotate(path, nothing).data)
        assert [b.text for b in read(path).blocks] == ["It will renew, twice."]

    @pytest.mark.parametrize(
        "inner",
        [
            FIELD.format(r("renew")),
            f'<w:hyperlink w:anchor="x">{r("renew")}</w:hyperlink>',
            f'<w:ins w:id="7" w:author="Ann">{r("renew")}</w:ins>',
            f'{r("ren")}<w:del w:id="7" w:author="Ann">{r("x")}</w:del>{r("ew")}',
            '<w:r><w:t>ren</w:t><w:footnoteReference w:id="9"/><w:t>ew</w:t></w:r>',
            r("ren") + r("hidden", "<w:vanish/>") + r("ew"),
        ],
    )
    def test_nothing_is_replaced_where_it_is_not_plain_text(self, annotated, inner):
        done = annotated(p(inner), finder("renew", fix="end"))
        assert (done.comments, done.suggestions) == (1, 0)

    def test_of_two_that_overlap_the_first_is_made(self, annotated):
        def check(document):
            (passage,) = subject(document).passages
            return report([at(passage, 0, 9, fix="x"), at(passage, 4, 14, "t/late", fix="y")])

        done = annotated(p(r("one two three four")), check)
        assert (done.comments, done.suggestions) == (2, 1)
        assert covered(done.data) == {"0": "one two t", "1": "two three "}

    def test_only_the_words_of_the_fix_are_replaced(self, annotated, tmp_path):
        def check(document):
            (passage,) = subject(document).passages
            finding = at(passage, 4, 20, fix="after that")
            return report([replace(finding, fix_start=15, fix_end=25)])

        done = annotated(p(r("and every year the", "<w:b/>") + r("reafter, the end")), check)
        assert done.suggestions == 1
        assert covered(done.data) == {"0": "every year there"}
        path = tmp_path / "reviewed.docx"
        assert [b.text for b in read(path).blocks] == ["and every year after that, the end"]

    def test_tracked_changes_that_others_made_stay(self, annotated):
        change = f'<w:ins w:id="1" w:author="rfpkit" w:date="2024-01-01T00:00:00Z">{r("x")}</w:ins>'
        done = annotated(p(change, r(" renew")), finder("renew", fix="end"))
        assert 'w:author="rfpkit"' in main_text(done.data)
        ids = re.findall(r'<w:(?:ins|del) [^>]*w:id="(\d+)"', main_text(done.data))
        assert len(set(ids)) == 3


OURS = ("warning t/words", "t/words is not good.", "Instead: Say it better.")


class TestAnotherRun:
    def test_comments_of_people_stay(self, annotated):
        parts = with_comments(comment(4, "Ann", "Why?"), comment(5, "rfpkit", "edited: 4.2"))
        done = annotated(
            p(ranged(4, r("It renews")), ranged(5, r(" twice"))), finder("renews"), **parts
        )
        assert comments(done.data)["4"] == ["Why?"]
        assert covered(done.data) == {"4": "It renews", "5": " twice", "6": "renews"}
        assert unpack(done.data)["word/_rels/document.xml.rels"].count(b"comments.xml") == 1

    def test_ours_go_when_the_words_are_mended_with_all_that_word_says_of_them(self, annotated):
        parts = with_comments(
            comment(1, "rfpkit", *OURS, paragraph="00A1"),
            comment(2, "Ann", "Hm", paragraph="00A2"),
            extended='<w15:commentEx w15:paraId="00A1" w15:done="0"/>'
            '<w15:commentEx w15:paraId="00A2" w15:done="0"/>',
        )  # fmt: skip
        done = annotated(p(ranged(1, ranged(2, r("It ends.")))), nothing, **parts)
        assert comments(done.data) == {"2": ["Hm"]}
        assert covered(done.data) == {"2": "It ends."}
        assert b"00A1" not in unpack(done.data)["word/commentsExtended.xml"]
        assert b"00A2" in unpack(done.data)["word/commentsExtended.xml"]

    def test_ours_stay_as_they_are_where_the_words_still_stand(self, docx):
        parts = with_comments(comment(9, "rfpkit", *OURS, paragraph="00A1"))
        path = docx(p(r("It "), ranged(9, r("renews")), r(".")), **parts)
        assert annotate(path, finder("renews")).data == path.read_bytes()

    def test_ours_stay_where_somebody_has_answered(self, annotated):
        parts = with_comments(
            comment(1, "rfpkit", *OURS, paragraph="00A1"),
            comment(2, "Ann", "No.", paragraph="00A2"),
            extended='<w15:commentEx w15:paraId="00A1" w15:done="0"/>'
            '<w15:commentEx w15:paraId="00A2" w15:paraIdParent="00A1" w15:done="0"/>',
        )  # fmt: skip
        done = annotated(p(ranged(1, ranged(2, r("It ends.")))), nothing, **parts)
        assert list(comments(done.data)) == ["1", "2"]

    def test_a_clean_file_comes_back_byte_for_byte(self, docx):
        path = docx(p(r("Clean.")))
        assert annotate(path, nothing).data == path.read_bytes()


def test_a_strict_file_stays_strict(docx, tmp_path):
    path = docx(p(r("It renews.")))
    strict = "http://purl.oclc.org/ooxml"
    parts = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            f"{strict}/wordprocessingml/main".encode(),
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            f"{strict}/officeDocument/relationships".encode(),
        )
        for name, data in unpack(path.read_bytes()).items()
    }
    path.write_bytes(pack(parts))
    after = unpack(annotate(path, finder("renews")).data)
    for name in ("word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"):
        assert strict.encode() in after[name]
        assert b"/2006/main" not in after[name]


def test_every_block_read_can_be_found_again(docx):
    """The trace knows each block, in tables and notes too, and its letters one by one."""
    from rfpkit.formats.word.package import open_package
    from rfpkit.formats.word.places import Trace
    from rfpkit.formats.word.reader import document_of

    note = f'<w:footnote w:id="2">{p(r(" Note."))}</w:footnote>'
    body = (
        p(r(" a\tb"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + f"<w:tbl><w:tr><w:tc>{p(r('cell '))}</w:tc></w:tr></w:tbl>"
    )
    trace = Trace()
    document = document_of(open_package(docx(body, footnotes=note)), trace)
    for block in text_blocks(document.blocks):
        origin = trace.origin(block)
        assert origin is not None
        for offset, letter in enumerate(block.text):
            piece = next(one for one in origin.pieces if one.end > offset)
            shown = SHOWN.get(etree.QName(piece.element).localname, piece.element.text)
            assert shown[offset - piece.start] == letter
