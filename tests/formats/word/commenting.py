"""What the tests of comments share: documents made by hand, checks, and marks read back."""

from __future__ import annotations

import re

from lxml import etree

from rfpkit.formats.word.ooxml import W, w
from rfpkit.formats.word.zipped import unpack
from rfpkit.lint.passages import subject
from rfpkit.lint.report import Finding, Report

SHOWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def p(*inner: str) -> str:
    return f"<w:p><w:pPr><w:keepNext/></w:pPr>{''.join(inner)}</w:p>"


def r(text: str, look: str = "") -> str:
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r w:rsidR="00AB"><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def made(rule: str, **more) -> Finding:
    return Finding(
        rule=rule, level="warning", confidence="high", message=f"{rule} is not good.", path="",
        instead="Say it better.", **more,
    )  # fmt: skip


def at(passage, start: int, end: int, rule: str = "t/words", fix: str | None = None) -> Finding:
    quote = " ".join(passage.text[start:end].split())
    return made(
        rule, quote=quote, ordinal=passage.ordinal, start=start, end=end, fix=fix, fix_start=start,
        fix_end=end,
    )  # fmt: skip


def report(findings) -> Report:
    return Report("", "other", 1, tuple(findings))


def finder(words: str, fix: str | None = None):
    """A check that finds every place where these words stand."""

    def check(document):
        return report(
            at(passage, found.start(), found.end(), fix=fix)
            for passage in subject(document).passages
            for found in re.finditer(re.escape(words), passage.text)
        )

    return check


def gap(_):
    return report([made("missing/exit")])


def nothing(_):
    return report([])


def covered(data: bytes) -> dict[str, str]:
    """The text between the marks of each comment, worked out from the XML alone."""
    texts: dict[str, str] = {}
    for part in (unpack(data)["word/document.xml"],):
        opened: set[str] = set()
        for node in etree.fromstring(part).iter(etree.Element):
            local = etree.QName(node).localname
            if local == "commentRangeStart":
                opened.add(node.get(w("id")))
                texts[node.get(w("id"))] = ""
            elif local == "commentRangeEnd":
                opened.discard(node.get(w("id")))
            elif node.getparent() is not None and node.getparent().tag == w("r"):
                gone = next(node.iterancestors(w("del")), None)
                if gone is not None and gone.get(w("author")) != "rfpkit lint":
                    continue
                if next(node.iterancestors(w("ins")), node).get(w("author")) == "rfpkit lint":
                    continue
                text = node.text or "" if local in ("t", "delText") else SHOWN.get(local, "")
                for number in opened:
                    texts[number] += text
        assert not opened
    return texts


def comments(data: bytes) -> dict[str, list[str]]:
    root = etree.fromstring(unpack(data)["word/comments.xml"])
    return {
        one.get(w("id")): ["".join(line.itertext()) for line in one.iter(w("p"))] for one in root
    }


def main_text(data: bytes) -> str:
    return unpack(data)["word/document.xml"].decode()


def with_comments(*inner: str, extended: str = "") -> dict[str, str]:
    """The parts of a document with comments, as Word saves them."""
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    return {
        "word/comments.xml": f'<w:comments xmlns:w="{W}" xmlns:w14="{w14}">{"".join(inner)}'
        "</w:comments>",
        "word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{w15}">{extended}'
        "</w15:commentsEx>",
        "links": f'<Relationship Id="rId7" Type="{kind}" Target="comments.xml"/>'
        '<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2011/relationships/'
        'commentsExtended" Target="commentsExtended.xml"/>',
    }


def comment(number: int, author: str, *lines: str, paragraph: str = "") -> str:
    initials = "rk" if author == "rfpkit" else "A"
    inner = "".join(
        f'<w:p w14:paraId="{paragraph}"><w:r><w:t>{line}</w:t></w:r></w:p>' for line in lines
    )
    names = f'w:id="{number}" w:author="{author}" w:initials="{initials}"'
    return f"<w:comment {names}>{inner}</w:comment>"


def ranged(number: int, inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )
