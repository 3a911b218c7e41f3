"""Which signatures count: the last one of each person, while the signed text is unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from rfpkit.spec.records.before import SignOff
    from rfpkit.spec.records.folder import Project

Standing = Literal["counts", "refused", "changed"]


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's last word on a document: its place among the sign-offs, and whether it counts."""

    index: int
    signoff: SignOff
    standing: Standing

    @property
    def counts(self) -> bool:
        """Whether it is a signature under the text as it is now."""
        return self.standing == "counts"

    @property
    def story(self) -> str:
        """What became of it, in a few words."""
        name, date = self.signoff.name, self.signoff.date
        if self.standing == "refused":
            note = f" ({self.signoff.note})" if self.signoff.note else ""
            return f"{name} refused on {date}{note}"
        if self.standing == "changed":
            return f"{name} signed on {date}, and the text has changed since then"
        return f"{name} signed on {date}"


def signatures(
    project: Project, document: str, fingerprint: Callable[[str], str | None] | None
) -> tuple[Signature, ...]:
    """The last word of each person in each role on a document, in the order of first entries.

    A signature with the fingerprint of another text than ``fingerprint`` gives now has lapsed. One
    without a fingerprint, such as one on paper, counts; so do all where ``fingerprint`` is None.
    """
    last: dict[tuple[str, str], tuple[int, SignOff]] = {}
    for index, signoff in enumerate(project.records.signoffs):
        if signoff.document != document:
            continue
        signer = folded(signoff.name), folded(signoff.role)
        if signer not in last or signoff.date >= last[signer][1].date:
            last[signer] = index, signoff
    return tuple(
        Signature(index, signoff, _standing(signoff, fingerprint))
        for index, signoff in last.values()
    )


def _standing(signoff: SignOff, fingerprint: Callable[[str], str | None] | None) -> Standing:
    if signoff.decision == "refused":
        return "refused"
    if signoff.text and fingerprint is not None and fingerprint(signoff.document) != signoff.text:
        return "changed"
    return "counts"


def folded(name: str) -> str:
    """A name for comparison: small letters, one space or hyphen alike."""
    return " ".join(name.casefold().replace("-", " ").split())
