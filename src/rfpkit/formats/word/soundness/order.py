"""The order of elements: what may stand in what, and what comes first (ECMA-376 part 1, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from rfpkit.formats.word.ooxml import W
from rfpkit.formats.word.soundness.flaws import Flaw, Part

_MAIN = f"{{{W}}}"
_LOOK = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_EDGES = "top left start bottom right end insideH insideV tl2br tr2bl"
_SIDES = "top left start bottom right end"

# Elements in the order in which they must stand; * may stand many times.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": f"ins del moveFrom moveTo {_LOOK}",
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "tabs": "tab*",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    "tblGrid": "gridCol* tblGridChange",
    "tblPrEx": "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblPrExChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "sectPr": "headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings sectPrChange",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "num": "abstractNumId lvlOverride*",
    "lvlOverride": "startOverride lvl",
    "numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr*",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "ruby": "rubyPr rt rubyBase",
    "document": "background body",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle* proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
    "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
    "showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin "
    "doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
    "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture "
    "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
    "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
    "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars "
    "rsids attachedSchema* themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType* "
    "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
}

_RANGES = (
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart "
    "moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
    "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd permStart permEnd "
    "proofErr ins del moveFrom moveTo sdt customXml"
)
_BLOCKS = f"p tbl altChunk {_RANGES}"
_RUNS = f"r hyperlink fldSimple smartTag bdo dir subDoc {_RANGES}"

# What may stand in what, in any order; what is before the bar only in front.
_CONTENTS = {
    "body": f"| {_BLOCKS} sectPr",
    "tc": f"tcPr | {_BLOCKS}",
    "hdr": f"| {_BLOCKS}",
    "ftr": f"| {_BLOCKS}",
    "comment": f"| {_BLOCKS}",
    "footnote": f"| {_BLOCKS}",
    "endnote": f"| {_BLOCKS}",
    "txbxContent": f"| {_BLOCKS}",
    "comments": "| comment",
    "footnotes": "| footnote",
    "endnotes": "| endnote",
    "p": f"pPr | {_RUNS}",
    "hyperlink": f"| {_RUNS}",
    "fldSimple": f"fldData | {_RUNS}",
    "r": "rPr | br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort "
    "monthShort yearShort dayLong monthLong yearLong annotationRef footnoteRef endnoteRef "
    "separator continuationSeparator sym pgNum cr tab object pict fldChar ruby footnoteReference "
    "endnoteReference commentReference drawing ptab lastRenderedPageBreak",
    "tbl": f"tblPr tblGrid | tr {_RANGES}",
    "tr": f"tblPrEx trPr | tc {_RANGES}",
    "trPr": "| cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "tblCellSpacing jc hidden ins del trPrChange",
    "sdtPr": "| rPr alias lock placeholder showingPlcHdr dataBinding temporary id tag equation "
    "comboBox date docPartObj docPartList dropDownList picture richText text citation group "
    "bibliography label tabIndex",
    "tblBorders": f"| {_EDGES}",
    "tcBorders": f"| {_EDGES}",
    "tblCellMar": f"| {_SIDES}",
    "tcMar": f"| {_SIDES}",
}


def _ranks() -> dict[str, tuple[dict[str, int], frozenset[str]]]:
    """For each element the rank of its children, and which of them may stand many times."""
    made = {}
    for name, said in _ORDERS.items():
        words = said.split()
        ranks = {f"{_MAIN}{word.rstrip('*')}": at for at, word in enumerate(words)}
        made[name] = (ranks, frozenset(f"{_MAIN}{w[:-1]}" for w in words if w.endswith("*")))
    for name, said in _CONTENTS.items():
        front, _, rest = said.partition("|")
        first, many = front.split(), rest.split()
        ranks = {f"{_MAIN}{word}": at for at, word in enumerate(first)}
        ranks |= dict.fromkeys((f"{_MAIN}{word}" for word in many), len(first))
        made[name] = (ranks, frozenset(f"{_MAIN}{word}" for word in many))
    # The headers and footers of a section may come in any order.
    ranks, _ = made["sectPr"]
    ranks[f"{_MAIN}footerReference"] = ranks[f"{_MAIN}headerReference"]
    return made


_RANKS = _ranks()


def order_flaws(part: Part) -> Iterator[Flaw]:
    """What stands where the schema does not want it, and what stands there twice."""
    for name, (ranks, many) in _RANKS.items():
        for element in part.all(name):
            yield from _children(part, element, name, ranks, many)


def _children(
    part: Part, element: etree._Element, name: str, ranks: dict[str, int], many: frozenset[str]
) -> Iterator[Flaw]:
    last = -1
    before = ""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or not tag.startswith(_MAIN):
            continue
        rank = ranks.get(tag)
        if rank is None:
            yield part.flaw(child, f"{_said(tag)} may not stand in w:{name}")
        elif rank < last:
            yield part.flaw(child, f"{_said(tag)} must stand before {_said(before)}")
        elif rank == last and tag not in many:
            yield part.flaw(child, f"{_said(tag)} stands twice in w:{name}")
        else:
            last, before = rank, tag


def _said(tag: str) -> str:
    return f"w:{tag[len(_MAIN) :]}"
