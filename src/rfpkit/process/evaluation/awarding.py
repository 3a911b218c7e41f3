"""Whether the recorded award follows from the ranking."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.process.evaluation.model import Flaw, Outcome
from rfpkit.spec.dossier import Dossier
from rfpkit.yamlfile import did_you_mean


def award_flaws(dossier: Dossier, outcome: Outcome) -> Iterator[Flaw]:
    """What stands between the ranking and the award, if one is recorded."""
    award = dossier.records.award
    if award is None:
        return
    names = [one.id for one in dossier.records.bidders]
    winner = outcome.result(award.bidder)
    place = ("bidder",)
    if winner is None:
        guess = did_you_mean(award.bidder, names) or f"; there are {', '.join(names)}"
        yield Flaw(f"there is no bidder “{award.bidder}” in records/bidders{guess}", "award", place)
    elif winner.out is not None:
        message = (
            f"“{award.bidder}” is out ({winner.out.stage}: {winner.out.reason}) and cannot win"
        )
        yield Flaw(message, "award", place)
    elif winner.rank != 1:
        message = f"“{award.bidder}” is ranked {winner.rank}, and {quoted(outcome.first)} first; "
        message += "award to the first, or record why the first is out under its “excluded”"
        yield Flaw(message, "award", place)
    elif len(outcome.first) > 1 and not award.tie:
        message = f"the published rule leaves {quoted(outcome.first)} equal; write under “tie” how "
        yield Flaw(message + "it was decided between them, and who saw it", "award", place)
    for row, one in enumerate(dossier.records.bidders):
        found = outcome.result(one.id)
        if one.excluded is None and found is not None and found.out is not None:
            message = f"“{one.id}” is out, and its record does not say so; add “excluded” with the "
            message += f"stage “{found.out.stage}”, the reason and the date before letters go out"
            yield Flaw(message, "bidders", (row,))
        if one.excluded is not None and one.excluded.date > award.decided:
            message = (
                f"“{one.id}” was excluded on {one.excluded.date}, after the award was decided "
            )
            message += f"on {award.decided}; decide the award anew"
            yield Flaw(message, "bidders", (row, "excluded", "date"))


def quoted(names: tuple[str, ...]) -> str:
    """Short names in quotation marks, with "and" between them."""
    return " and ".join(f"“{name}”" for name in names)
