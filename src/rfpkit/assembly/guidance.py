"""Notes for whoever completes a draft: paragraphs that begin with "Guidance:"; never issued."""

from __future__ import annotations

from dataclasses import replace

from rfpkit.document.model import AnyBlock, Paragraph

_LABEL = "Guidance:"


def is_guidance(block: AnyBlock) -> bool:
    """Whether a block is a note for whoever completes the draft."""
    return isinstance(block, Paragraph) and block.text.startswith(_LABEL)


def as_guidance(block: AnyBlock) -> AnyBlock:
    """A note as a draft shows it: set apart from the text, and without a number."""
    if not isinstance(block, Paragraph):
        return block
    runs = tuple(replace(run, italic=True) for run in block.runs)
    return replace(block, runs=runs, numbered=False)
