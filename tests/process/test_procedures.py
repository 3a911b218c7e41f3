"""The facts about procedures load, know their documents and clauses, and do not overlap."""

import importlib.util
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from rfpkit.content import data_folder
from rfpkit.errors import InputError
from rfpkit.library.load import Library
from rfpkit.process.counting import CountingFile, load_counting
from rfpkit.process.facts import Tally, all_facts
from rfpkit.process.procedures import ProcedureFile, load_procedures
from rfpkit.process.regimes import Regime, regime_of
from rfpkit.process.stages import choices_of, holds
from rfpkit.process.thresholds import load_thresholds
from rfpkit.spec import load as load_spec
from rfpkit.spec.conditions import Facts, parse
from rfpkit.spec.conditions import holds as stands
from rfpkit.spec.known import UK_ACT, UK_ACT_PROCEDURES, US_PROCEDURES
from rfpkit.spec.vocabulary import Answers, FlexibleLike, Procedure
from rfpkit.yamlfile import load

ROOT = Path(__file__).resolve().parents[2]
PROCESS = data_folder("process")
REGIMES: tuple[Regime, ...] = get_args(Regime)
FILES = [
    pytest.param(regime, name, loaded.value, id=f"{regime}/{name}")
    for regime in REGIMES
    for name, loaded in load_procedures(PROCESS, regime).items()
]


@pytest.mark.parametrize(("regime", "name", "file"), FILES)
def test_documents_and_clauses_of_a_procedure_exist(
    regime: Regime, name: Procedure, file: ProcedureFile, library: Library
) -> None:
    known = {*library.templates, *library.steps}
    named = {*file.documents, *(duty.document for duty in file.duties if duty.document)}
    named |= {one for stage in file.stages for one in stage.documents}
    named |= {one for within in file.within for one in within.documents}
    assert sorted(named - known) == []
    assert sorted(set(file.clauses) - set(library.clauses)) == []


@pytest.mark.parametrize(("regime", "name", "file"), FILES)
def test_a_procedure_stands_in_the_folder_of_its_law(
    regime: Regime, name: Procedure, file: ProcedureFile
) -> None:
    assert regime_of(file.jurisdiction, file.from_) == regime
    assert file.until is None or file.from_ < file.until


@pytest.mark.parametrize(("regime", "name", "file"), FILES)
def test_what_is_recommended_is_lawful_for_a_buyer_who_does_nothing_special(
    regime: Regime, name: Procedure, file: ProcedureFile
) -> None:
    choices = choices_of(Answers(), "sub-central", file.stages)
    for stage in file.stages:
        least = [one.days for one in stage.minimum if holds(one.when, choices)]
        if least and stage.recommended is not None:
            assert stage.recommended >= min(least), stage.id


def test_the_dates_of_a_procedure_do_not_overlap() -> None:
    for one, other in combinations([param.values for param in FILES], 2):
        (_, name, file), (_, other_name, other_file) = one, other
        if name == other_name and file.jurisdiction == other_file.jurisdiction:
            first, second = sorted((file, other_file), key=lambda f: f.from_)
            assert first.until is not None
            assert first.until <= second.from_, name


def test_the_rules_of_the_spec_know_the_same_procedures_as_the_files() -> None:
    assert set(load_procedures(PROCESS, "uk-2023")) == UK_ACT_PROCEDURES
    assert set(load_procedures(PROCESS, "us")) == US_PROCEDURES
    older = set(get_args(Procedure)) - {"competitive-flexible"}
    assert set(load_procedures(PROCESS, "eu")) == older
    assert set(load_procedures(PROCESS, "uk-2015")) == older


def test_what_the_act_of_2023_replaced_says_so_and_how_to_run_it_now() -> None:
    flexible = load_procedures(PROCESS, "uk-2023")["competitive-flexible"].value
    assert {one.like for one in flexible.within} == set(get_args(FlexibleLike))
    older = load_procedures(PROCESS, "uk-2015")
    for name in get_args(FlexibleLike):
        replaced = older[name].value.replaced_by
        assert replaced is not None
        assert (replaced.procedure, replaced.from_) == ("competitive-flexible", UK_ACT)


@pytest.mark.parametrize("regime", REGIMES)
def test_every_regime_says_how_it_counts_days(regime: Regime) -> None:
    rule = load_counting(PROCESS, regime)
    stages = {stage.id for param in FILES for stage in param.values[2].stages}
    assert all(set(other.stages) <= stages for other in rule.exceptions)


def test_each_regime_is_counted_once_and_no_threshold_twice() -> None:
    regimes = [one.regime for one in load(PROCESS / "counting.yml", CountingFile).value.regimes]
    assert sorted(regimes) == sorted(REGIMES)
    ids = [one.id for one in load_thresholds(PROCESS)]
    assert len(ids) == len(set(ids))


def test_four_facts_in_five_are_verified() -> None:
    found = all_facts()
    whole = Tally(sum(t.facts for t in found.values()), sum(t.verified for t in found.values()))
    assert whole.facts > 500
    assert whole.share >= 0.8, found


def test_a_slip_in_a_file_is_answered_with_its_place_and_a_guess(tmp_path: Path) -> None:
    folder = tmp_path / "procedures" / "eu"
    folder.mkdir(parents=True)
    source = (PROCESS / "procedures" / "eu" / "open.yml").read_text(encoding="utf-8")
    wrong = source.replace("use_when:", "use_wen:", 1).replace(
        "unit: calendar", "unit: calender", 1
    )
    (folder / "open.yml").write_text(wrong, encoding="utf-8")
    (folder / "opne.yml").write_text(source, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_procedures(tmp_path, "eu")
    message = str(caught.value)
    assert "did you mean “use_when”?" in message
    assert "did you mean “calendar”?" in message
    assert "“opne” is no procedure of the spec; rename the file" in message


def test_a_period_from_a_stage_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "procedures" / "eu"
    folder.mkdir(parents=True)
    source = (PROCESS / "procedures" / "eu" / "open.yml").read_text(encoding="utf-8")
    wrong = source.replace("after: issue", "after: jury", 1)
    (folder / "open.yml").write_text(wrong, encoding="utf-8")
    with pytest.raises(InputError, match="“jury” is no stage"):
        load_procedures(tmp_path, "eu")


def script() -> ModuleType:
    path = ROOT / "scripts" / "make_process.py"
    found = importlib.util.spec_from_file_location("make_process", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_page_of_the_process_code_is_not_stale() -> None:
    page = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
    assert page == script().text(), "run python scripts/make_process.py"


@pytest.mark.parametrize(("regime", "name", "file"), FILES)
def test_a_procedure_names_the_clause_that_explains_it_in_the_rfp(
    regime: Regime, name: Procedure, file: ProcedureFile, library: Library
) -> None:
    case = {"eu": "eu-open-permits", "uk": "uk-library-system", "us": "us-case-management"}
    spec = load_spec(ROOT / "examples" / case[file.jurisdiction] / "spec.yml").value
    facts = Facts(replace(spec, procedure=name), "rfp")
    variants = {c.id: c for c in library.clauses.values() if c.front.variant_of == "rfp/procedure"}
    wanted = [one.id for one in variants.values() if stands(parse(one.front.when), facts)]
    assert [one for one in file.clauses if one in variants] == wanted
