"""What criteria and modules may come from, by the names that people write."""

from pathlib import Path

import pytest

from rfpkit import spec
from rfpkit.errors import InputError
from rfpkit.spec.derivation import Origin, origins

TEXT = (Path(__file__).parent / "minimal.yml").read_text(encoding="utf-8")
USERS = "  - {name: Residents, needs: Report a light.}\n"
MORE = """  - name: Night crews
    needs: Know what to repair.
    journeys: [I see the list., I close a report.]
goals:
  - {id: safe-streets, text: Nobody is afraid at night.}
"""


def loaded(source: str) -> spec.Spec:
    text = TEXT.replace(USERS, USERS + MORE).replace("[dark-days]", f"[{source}]")
    return spec.load(Path("spec.yml"), text=text).value


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ("dark-days", Origin("kpi", "dark-days", "Days until repair")),
        ("safe-streets", Origin("goal", "safe-streets", "Nobody is afraid at night.")),
        ("Night crews", Origin("user", "Night crews", "Know what to repair.")),
        ("night-crews", Origin("user", "Night crews", "Know what to repair.")),
        ("night-crews/2", Origin("journey", "Night crews/2", "I close a report.")),
        ("Night crews/1", Origin("journey", "Night crews/1", "I see the list.")),
    ],
)
def test_a_criterion_comes_from_a_kpi_a_goal_a_group_or_a_journey(
    source: str, origin: Origin
) -> None:
    made = loaded(source)
    assert origins(made)[made.criteria[0].source[0]] == origin


@pytest.mark.parametrize("source", ["night-crews/3", "nightcrews", "Day crews"])
def test_a_source_that_is_not_there_is_a_fault(source: str) -> None:
    with pytest.raises(InputError, match="there is no KPI, goal or group of users"):
        loaded(source)
