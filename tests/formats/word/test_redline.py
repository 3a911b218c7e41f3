"""Redlines: to reject all gives our text, to accept all gives theirs, and a reader sees phrases."""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
import time
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rfpkit.errors import UnreadableError
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.redline import compare
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.library.load import Library

from .redlining import (
    FOOTNOTES,
    MAIN,
    Edited,
    check,
    p,
    reference,
    run,
    texts,
    words,
    write_contract,
)


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    return write_contract(tmp_path_factory.mktemp("ours") / "contract.docx", library)


places = st.integers(0, 5000)
new_words = st.sampled_from(["shall", "Customer", "ninety", "not", "naïve", "the", "A & B", "(60)"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("word"), places, new_words),
        st.tuples(st.just("delete"), places),
        st.tuples(st.just("insert"), places, new_words),
        st.tuples(st.just("move"), places, places),
        st.tuples(st.just("add_row"), places, new_words),
        st.tuples(st.just("remove_row"), places),
        st.tuples(st.just("note_word"), places, new_words),
        st.tuples(st.just("cite"), places, new_words),
        st.tuples(st.just("uncite"), places),
    ),
    max_size=12,
)


@settings(
    max_examples=20, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(EDITS)
def test_whatever_was_edited_reject_gives_ours_and_accept_gives_theirs(contract, tmp_path, edits):
    edited = Edited(contract)
    for kind, *values in edits:
        getattr(edited, kind)(*values)
    check(contract, edited.save(tmp_path / "theirs.docx"), tmp_path)


def test_a_hundred_pages_with_thirty_edits_show_thirty_changes(contract, tmp_path, to_pdf):
    """The contract four times over, which leaves hardly a paragraph that occurs once."""
    whole = Edited(contract)
    start = whole.body.index(whole.body.find(w("sdt"))) + 1
    once = [node for node in whole.body[start:] if node.tag != w("sectPr")]
    for copy in range(2, 5):
        for node in once:
            made = deepcopy(node)
            for mark in made.iter(w("bookmarkStart")):
                mark.set(w("name"), f"{mark.get(w('name'))}_{copy}")
            whole.body.insert(len(whole.body) - 1, made)
    for at, mark in enumerate(whole.body.iter(w("bookmarkStart"))):
        mark.set(w("id"), str(at))
    for at, mark in enumerate(whole.body.iter(w("bookmarkEnd"))):
        mark.set(w("id"), str(at))
    ours = whole.save(tmp_path / "ours.docx")
    pages = to_pdf(ours).count("\f")
    assert pages >= 100
    edited = Edited(ours)
    found = edited.paragraphs()
    spread = range(10, len(found) - 10, len(found) // 27)
    kinds = ["word"] * 18 + ["delete"] * 4 + ["insert"] * 4
    random.Random(1).shuffle(kinds)
    for kind, at in sorted(zip(kinds, spread, strict=False), key=lambda one: -one[1]):
        if kind == "word":
            text = max(found[at].iter(w("t")), key=lambda one: len(one.text))
            text.text = re.sub(r"\b\w{4,}\b", "Antarctica", text.text, count=1)
        else:
            getattr(edited, kind)(*((at,) if kind == "delete" else (at, "penguin")))
    for at in (5, 60):
        edited.add_row(at, "Antarctica")
        edited.remove_row(at + 30)
    theirs = edited.save(tmp_path / "theirs.docx")
    begun = time.process_time()
    made = compare(ours, theirs)
    took = time.process_time() - begun
    print(f"\n{pages} pages, {made.changes} changes, {took:.2f} s")  # noqa: T201 -- shown by pytest -s
    assert made.changes == 30
    assert took < 2
    check(ours, theirs, tmp_path)


# Documents that have little in common, with everything that a paragraph may hold.

SOME = st.lists(
    st.sampled_from(
        ["the", "fee", "is", "due", "in", "30", "days", "(", ")", ",", ".", "of", "it"]
    ),
    max_size=6,
)
PROSE = SOME.map(" ".join)


INLINE = st.one_of(
    PROSE.map(run),
    PROSE.map(lambda text: run(text, "<w:rPr><w:b/></w:rPr>")),
    st.builds(reference, st.sampled_from(["4.2", "4.3", "5"]), st.sampled_from(["_Ref1", "_Ref2"])),
    PROSE.map(lambda text: f'<w:hyperlink w:anchor="_Ref1">{run(text)}</w:hyperlink>'),
    PROSE.map(lambda text: f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"),
    PROSE.map(lambda text: f'<w:fldSimple w:instr=" REF _Ref1 ">{run(text)}</w:fldSimple>'),
    st.just("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>"),
    PROSE.map(lambda text: f'<w:ins w:id="1" w:author="A">{run(text)}</w:ins>'),
    PROSE.map(lambda text: f'<w:del w:id="2" w:author="A">{run(text)}</w:del>'),
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
    for name in ("heading 1", "Body")
)


def paragraphs(inline: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda style, inner: (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(inner)}</w:p>'
        ),
        st.sampled_from(["heading 1", "Body"]),
        st.lists(inline, max_size=4),
    )


NOTE = st.builds(
    lambda kind, inner: f"<{kind}>{''.join(inner)}</{kind}>",
    st.sampled_from(["footnote", "endnote"]),
    st.lists(paragraphs(INLINE), min_size=1, max_size=2),
)
GONE_NOTE = NOTE.map(lambda note: f'<w:del w:id="3" w:author="A">{note}</w:del>')
PARAGRAPH = paragraphs(st.one_of(INLINE, INLINE, INLINE, NOTE, NOTE, GONE_NOTE))


def noted(body: str) -> tuple[str, dict[str, str]]:
    """The body with marks where notes stood, and the parts for notes that it needs."""
    parts = {}
    for kind in ("footnote", "endnote"):
        notes = re.findall(f"<{kind}>(.*?)</{kind}>", body)
        ids = iter(range(1, len(notes) + 1))
        cited = f'<w:r><w:{kind}Reference w:id="{{}}"/></w:r>'
        body = re.sub(f"<{kind}>.*?</{kind}>", lambda _: cited.format(next(ids)), body)  # noqa: B023
        if notes:
            parts[f"{kind}s"] = "".join(
                f'<w:{kind} w:id="{at}">{note}</w:{kind}>' for at, note in enumerate(notes, 1)
            )
    return body, parts


def table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl><w:p/>"


CELL = st.lists(PARAGRAPH, min_size=1, max_size=2).map("".join)
ROW = st.lists(CELL, min_size=1, max_size=2)
BODY = st.lists(
    st.one_of(PARAGRAPH, PARAGRAPH, st.lists(ROW, min_size=1, max_size=3).map(table)), max_size=6
).map("".join)


@settings(
    max_examples=300, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(BODY, BODY)
def test_two_documents_with_little_in_common_are_told_apart_whole(docx, tmp_path, one, other):
    anchor = '<w:p><w:bookmarkStart w:id="9" w:name="_Ref1"/><w:bookmarkEnd w:id="9"/></w:p>'
    paths = []
    for name, body in (("ours", one), ("theirs", other)):
        paths.append(tmp_path / f"{name}.docx")
        body, notes = noted(body)
        docx(anchor + body, styles=STYLES, **notes).replace(paths[-1])
    check(*paths, tmp_path, seen=words)


def saved_by_libreoffice(kind: str, folder: Path, *paths: Path) -> None:
    command = [
        "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--convert-to", kind, "--outdir", str(folder), *map(str, paths),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.mark.libreoffice
def test_what_libreoffice_saved_again_shows_no_changes(contract, tmp_path):
    """Not in its notes, which have other ids, nor over its lists, whose titles stand elsewhere."""
    saved_by_libreoffice("docx", tmp_path, contract)
    for files in ((contract, tmp_path / contract.name), (tmp_path / contract.name, contract)):
        assert compare(*files).changes == 0


@pytest.mark.libreoffice
def test_libreoffice_sees_the_same_changes(contract, tmp_path):
    """Its .odt holds deleted words apart, so that what stands in the text is the accepted view."""
    edited = Edited(contract)
    for at in (40, 710, 1900):
        edited.word(at, "Antarctica")
    edited.delete(20)
    edited.insert(60, "penguin")
    edited.move(90, 150)
    edited.add_row(3, "Antarctica")
    edited.remove_row(30)
    edited.note_word(0, "Antarctica")
    edited.note_word(7, "Antarctica")
    edited.uncite(1)
    edited.delete(83)
    edited.move(123, 20)
    edited.cite(30, "penguins")
    edited.cite(45, "seals")
    theirs = edited.save(tmp_path / "theirs.docx")
    accepted, rejected = tmp_path / "accepted.docx", tmp_path / "rejected.docx"
    accepted.write_bytes(compare(contract, theirs).data)
    parts = unpack(accepted.read_bytes())
    # Insertions become deletions and the other way round: now the text is the rejected view.
    swapped = {
        name: re.sub(
            rb"<(/?)w:(ins|del)(?=[ />])",
            lambda found: b"<%sw:%s" % (found[1], b"del" if found[2] == b"ins" else b"ins"),
            parts[name],
        )
        for name in (MAIN, FOOTNOTES)
    }
    rejected.write_bytes(pack(parts | swapped))
    saved_by_libreoffice("odt", tmp_path, accepted, rejected)
    assert words(texts(tmp_path / "accepted.odt")) == words(texts(theirs))
    assert words(texts(tmp_path / "rejected.odt")) == words(texts(contract))


def test_everything_but_the_body_is_byte_for_byte_ours_where_no_note_changed(contract, tmp_path):
    edited = Edited(contract)
    edited.word(40, "Antarctica")
    edited.delete(60)
    made = compare(contract, edited.save(tmp_path / "theirs.docx"), author="A. B.")
    before, after = unpack(contract.read_bytes()), unpack(made.data)
    assert {name for name in before if before[name] != after[name]} == {MAIN}
    assert b'w:author="A. B." w:date="2027-03-01T00:00:00Z"' in after[MAIN]
    dated = compare(contract, tmp_path / "theirs.docx", date=dt.date(2030, 2, 1)).data
    assert b'w:date="2030-02-01T00:00:00Z"' in unpack(dated)[MAIN]


@pytest.mark.parametrize("edit", [("note_word", 0, "Antarctica"), ("uncite", 3), ("cite", 9, "x")])
def test_but_for_the_notes_where_one_came_in_went_or_changed(contract, tmp_path, edit):
    edited = Edited(contract)
    getattr(edited, edit[0])(*edit[1:])
    made = compare(contract, edited.save(tmp_path / "theirs.docx"))
    before, after = unpack(contract.read_bytes()), unpack(made.data)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {FOOTNOTES} | ({MAIN} if edit[0] != "note_word" else set())
    assert made.changes == 1


def test_a_file_without_date_gets_the_first_day_of_1980(docx, tmp_path):
    for name in ("ours", "theirs"):
        docx(p(run(name))).replace(tmp_path / f"{name}.docx")
    made = compare(tmp_path / "ours.docx", tmp_path / "theirs.docx").data
    assert b'w:date="1980-01-01T00:00:00Z"' in unpack(made)[MAIN]


def test_a_file_that_is_no_word_document_is_refused(contract, tmp_path):
    (tmp_path / "bad.docx").write_text("words")
    with pytest.raises(UnreadableError, match="not a Word file"):
        compare(contract, tmp_path / "bad.docx")


@pytest.mark.shared
def test_real_documents_are_compared_whole(shared, tmp_path):
    names = ("us-alaska-submittal-forms", "us-usds-agile-task-order", "us-usds-digital-service-soo")
    paths = [shared / "real" / f"{name}.docx" for name in names]
    for ours, theirs in zip(paths, (*paths[1:], paths[0]), strict=True):
        check(ours, theirs, tmp_path, seen=words)
