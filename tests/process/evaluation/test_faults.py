"""Records that are wrong: each answered with its file, its row and a remedy, and no ranking."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import rfpkit
from rfpkit.cli import run

from .projects import edited, project, swapped

Change = Callable[[str], str]


def _without(line: str) -> Change:
    """The file without the one line that holds these words."""

    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        assert sum(line in one for one in lines) == 1
        return "".join(one for one in lines if line not in one)

    return change


def _with(line: str) -> Change:
    return lambda text: text + line + "\n"


CASES: dict[str, tuple[str, Change, str, Sequence[str]]] = {
    "a missing individual score": (
        "records/scores.csv", _without("individual,devlin,openstacks,move,"), "scores.csv:1:1",
        ("“devlin” has not scored “openstacks” for “move”", "add a row “individual,devlin,"),
    ),
    "a missing agreed score": (
        "records/scores.csv", _without("consensus,,fenland,move,"), "scores.csv:1:1",
        ("the panel has no agreed score of “fenland” for “move”", "add a row “consensus,,"),
    ),
    "a text where a number belongs": (
        "records/scores.csv", swapped("okafor,fenland,move,8,", "okafor,fenland,move,good,"),
        "scores.csv:5:5", ("takes a number", "instead of “good”"),
    ),
    "a score off the scale": (
        "records/scores.csv", swapped("okafor,fenland,move,8,", "okafor,fenland,move,11,"),
        "scores.csv:5:5", ("a whole number from 0 to 10",),
    ),
    "half a score": (
        "records/scores.csv", swapped("okafor,fenland,move,8,", "okafor,fenland,move,8.5,"),
        "scores.csv:5:5", ("a whole number from 0 to 10", "8.5"),
    ),
    "a criterion that was not published": (
        "records/scores.csv", swapped("okafor,fenland,move,8,", "okafor,fenland,moves,8,"),
        "scores.csv:5:4", ("no criterion “moves” was published", "did you mean “move”?"),
    ),
    "a score for price": (
        "records/scores.csv", _with("individual,okafor,fenland,price,9,,2027-05-12"),
        "scores.csv:98:4", ("price is not scored", "remove the row"),
    ),
    "a score for a mandatory criterion": (
        "records/scores.csv", _with("individual,okafor,fenland,kiosks,9,,2027-05-12"),
        "scores.csv:98:4", ("is mandatory and gives no points",),
    ),
    "two scores in one cell": (
        "records/scores.csv", _with("individual,okafor,fenland,move,7,,2027-05-12"),
        "scores.csv:98:1", ("a second individual score of “okafor”", "remove the wrong one"),
    ),
    "a scorer who is not on the panel": (
        "records/scores.csv", _with("individual,okafer,fenland,move,7,,2027-05-12"),
        "scores.csv:98:2", ("“okafer” is not on the panel", "okafor"),
    ),
    "an individual score after the agreed one": (
        "records/scores.csv",
        swapped("okafor,fenland,move,8,,2027-05-12", "okafor,fenland,move,8,,2027-05-21"),
        "scores.csv:5:7", ("after the panel agreed its score on 2027-05-20",),
    ),
    "a changed weight": (
        "spec.yml", lambda text: text.replace("weight: 25\n", "weight: 20\n").replace(
            "weight: 30\n", "weight: 35\n"),
        "spec.yml@weight: 20",
        ("“reader-tasks” has a weight of 20, not 25, compared with the RFP", "restore"),
    ),
    "a changed criterion": (
        "spec.yml", swapped("How many of twelve set tasks readers", "How well readers"),
        "spec.yml@How well readers",
        ("“reader-tasks” has other words, compared with the RFP as signed by", "restore"),
    ),
    "a changed scale": (
        "spec.yml", swapped("scale_max: 10", "scale_max: 9"), "spec.yml@scale_max: 9",
        ("the greatest score is not as in the RFP", "(10 there, 9 now)"),
    ),
    "seats unlike those published": (
        "spec.yml", swapped("seat: Accessibility officer", "seat: Head of finance"),
        "spec.yml@panel:", ("the seats of the panel are not as in the RFP",),
    ),
    "a member in another seat": (
        "records/panel.yml", swapped("seat: Accessibility officer", "seat: Finance"),
        "panel.yml:16:11", ("the seat “Finance” was not published", "the seats are"),
    ),
    "a seat that nobody takes": (
        "records/panel.yml", lambda text: text[: text.index("  - id: devlin")],
        "panel.yml:2:3", ("nobody scores in the published seat “Librarian of a neighb",),
    ),
    "an undeclared conflict": (
        "records/conflicts.yml", swapped("  - person: rahman\n    date: 2027-04-14\n", ""),
        "conflicts.yml:2:3", ("“rahman” (Sadia Rahman) is on the panel", "add the declaration"),
    ),
    "a conflict that is not decided": (
        "records/conflicts.yml", swapped("decision: managed", "decision: open"),
        "conflicts.yml:7:15", ("is not decided", "decide it before"),
    ),
    "a member who stands back and scored": (
        "records/conflicts.yml", swapped("decision: managed", "decision: excluded"),
        "scores.csv:6:2", ("stands back because of a conflict and scored", "remove all"),
    ),
    "somebody who decides about an own conflict": (
        "records/conflicts.yml", swapped("decided_by: Monitoring officer", "decided_by: lindqvist"),
        "conflicts.yml:9:17", ("cannot decide about an own conflict",),
    ),
    "a declaration after the scores": (
        "records/conflicts.yml",
        swapped("whitcombe\n    date: 2027-04-13", "whitcombe\n    date: 2027-05-13"),
        "scores.csv:14:7", ("a member declares before scoring",),
    ),
    "a bid without a price": (
        "records/bidders.yml", lambda text: text.replace(
            text[text.index("    prices:\n      - {module: lending, amount: 399000.50}"):
                 text.index("  - id: valuebooks")], ""),
        "bidders.yml:29:5", ("“openstacks” has no price",),
    ),
    "a price that does not add up": (
        "records/bidders.yml", swapped("price: 655000", "price: 656000"), "bidders.yml:23:12",
        ("656,000", "add up to 655,000", "ask the bidder"),
    ),
    "a price for a module that there is not": (
        "records/bidders.yml",
        swapped("{module: lending, amount: 350000}", "{module: loans, amount: 350000}"),
        "bidders.yml:25:18", ("there is no module “loans”",),
    ),
    "a mandatory criterion that is none": (
        "records/bidders.yml", swapped("criterion: data-out", "criterion: data"),
        "bidders.yml:61:7", ("“data” is no mandatory criterion", "data-out"),
    ),
    "an exclusion without a reason": (
        "records/bidders.yml", _without("reason: Page 14"), "bidders.yml",
        ("“reason” is missing",),
    ),
    "a bid after the deadline": (
        "records/bidders.yml", swapped("received: 2027-04-09", "received: 2027-04-14"),
        "bidders.yml:9:15", ("after the deadline of 2027-04-12", "add “excluded”"),
    ),
    "an exclusion for quality that the scores contradict": (
        "records/scores.csv",
        swapped("consensus,,valuebooks,staff-tasks,6", "consensus,,valuebooks,staff-tasks,10"),
        "bidders.yml", ("its scores reach the published minimum",),
    ),
    "an award to the second": (
        "records/award.yml", swapped("bidder: brightshelf", "bidder: fenland"), "award.yml:2:11",
        ("“fenland” is ranked 3, and “brightshelf” first",),
    ),
    "an award to somebody who is out": (
        "records/award.yml", swapped("bidder: brightshelf", "bidder: catalogix"), "award.yml:2:11",
        ("“catalogix” is out (mandatory:",),
    ),
    "an award before the scores": (
        "records/award.yml", swapped("decided: 2027-06-02", "decided: 2027-05-19"), "scores.csv",
        ("after the award was decided on 2027-05-19",),
    ),
}  # fmt: skip


def _place(place: str, folder: Path) -> str:
    """A place in the spec is given by words in its line, because the example may grow."""
    name, at, words = place.partition("@")
    if not at:
        return place
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    (line,) = (n for n, one in enumerate(lines, start=1) if words in one)
    return f"{name}:{line + (words == 'panel:')}:"


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_record_is_told_with_its_place_and_a_remedy(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, change, place, words = CASES[case]
    folder = edited(project(tmp_path), name, change)
    assert run(["evaluate", str(folder)]) == 2
    told = capsys.readouterr()
    assert not told.out
    matching = [line for line in told.err.splitlines() if all(word in line for word in words)]
    assert matching, told.err
    assert any(_place(place, folder) in line for line in matching), "\n".join(matching)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    folder = project(tmp_path)
    edited(folder, "records/scores.csv", _without("individual,devlin,openstacks,move,"))
    edited(
        folder, "records/conflicts.yml", swapped("  - person: rahman\n    date: 2027-04-14\n", "")
    )
    with pytest.raises(rfpkit.InputError) as raised:
        rfpkit.evaluate(folder)
    assert {Path(fault.path).name for fault in raised.value.faults} == {
        "scores.csv",
        "conflicts.yml",
    }


def test_without_scores_one_fault_says_what_to_do(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "records" / "scores.csv").unlink()
    with pytest.raises(rfpkit.InputError, match=r"there are no scores yet.*--sheets"):
        rfpkit.evaluate(folder)


def test_a_panel_of_authors_is_refused(tmp_path: Path) -> None:
    def all_wrote(text: str) -> str:
        begin, end = text.index("  panel:\n"), text.index("timetable:")
        seats = text[begin:end].replace("      wrote_tender: true\n", "")
        wrote = re.sub(r"(    - seat: .*\n)", r"\1      wrote_tender: true\n", seats)
        return text[:begin] + wrote + text[end:]

    folder = edited(project(tmp_path), "spec.yml", all_wrote)
    with pytest.raises(rfpkit.InputError, match="all members of the panel wrote the tender"):
        rfpkit.evaluate(folder)


REMARKS: dict[str, tuple[Change, str]] = {
    "an agreed score outside what members gave": (
        lambda text: text.replace(
            "consensus,,fenland,interfaces,7,The documentation covers seven functions. Charges, "
            "loan statistics and full export are missing.",
            "consensus,,fenland,interfaces,9,",
        ).replace(
            'consensus,,fenland,interfaces,7,"The documentation covers seven functions. Charges, '
            'loan statistics and full export are missing."',
            "consensus,,fenland,interfaces,9,",
        ),
        "outside what its members gave alone (7 to 8)",
    ),
    "a score far from the others": (
        swapped("individual,devlin,fenland,move,8,", "individual,devlin,fenland,move,1,"),
        "“devlin” gave “fenland” 1 for “move”, far from the others (8, 8, 9, 8)",
    ),
}


@pytest.mark.parametrize("case", REMARKS)
def test_something_odd_is_a_remark_and_no_fault(case: str, tmp_path: Path) -> None:
    change, words = REMARKS[case]
    folder = edited(project(tmp_path), "records/scores.csv", change)
    (folder / "records" / "award.yml").unlink()
    assert any(words in remark.message for remark in rfpkit.evaluate(folder).remarks)


def test_members_with_the_same_scores_everywhere_are_remarked_on(tmp_path: Path) -> None:
    def copied(text: str) -> str:
        theirs = [one for one in text.splitlines() if one.startswith("individual,okafor,")]
        others = [one for one in text.splitlines() if not one.startswith("individual,devlin,")]
        own = [one.replace(",okafor,", ",devlin,") for one in theirs]
        return "\n".join([*others[:-16], *own, *others[-16:]]) + "\n"

    folder = edited(project(tmp_path), "records/scores.csv", copied)
    found = [remark.message for remark in rfpkit.evaluate(folder).remarks]
    assert any("“okafor” and “devlin” gave the same scores everywhere" in one for one in found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("price: 655000", "price: 0", "counts as 1 in the formula"),
        ("price: 655000", "price: 300000", "less than half the middle price"),
        ("price: 780000", "price: 900000", "above the budget of 840,000"),
        ("price: 780000", "price: 655000", "the same price"),
    ],
)
def test_an_odd_price_is_a_remark(tmp_path: Path, old: str, new: str, words: str) -> None:
    folder = project(tmp_path)

    def change(text: str) -> str:
        name = "brightshelf" if "655000" in old else "fenland"
        begin = text.index(f"  - id: {name}")
        end = text.index("  - id:", begin + 5)
        block = text[begin:end].replace(old, new)
        parts = block.index("    prices:")
        return text[:begin] + block[:parts] + text[end:]

    edited(folder, "records/bidders.yml", change)
    (folder / "records" / "award.yml").unlink()
    assert any(words in remark.message for remark in rfpkit.evaluate(folder).remarks)
