"""A publiccode.yml is held against the standard's core."""

from pathlib import Path

import pytest

from rfpkit.spec.cpv import cpv_fault
from rfpkit.spec.publiccode import check

ROOT = Path(__file__).resolve().parents[2]
LONG = "Residents see every application near them, and officers decide in time. " * 3
GOOD = f"""publiccodeYmlVersion: "0.4"
name: Open Permit Desk
url: https://code.example/open-permit-desk.git
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: Building permits in the open.
    longDescription: "{LONG}"
    features: [Check of applications]
legal:
  license: EUPL-1.2
maintenance:
  type: community
  contacts: [{{name: A. B.}}]
localisation:
  localisationReady: true
  availableLanguages: [en, nl]
"""


def told(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "publiccode.yml"
    path.write_text(text, encoding="utf-8")
    return [str(fault).partition("publiccode.yml:")[2] for fault in check(path)]


def test_a_good_one_is_silent(tmp_path: Path):
    assert told(tmp_path, GOOD) == []


def test_our_own_lacks_only_the_address_of_its_code_which_is_published_nowhere_yet():
    (fault,) = check(ROOT / "publiccode.yml")
    assert "“url” is missing" in fault.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name: Open", "nme: Open", "“name” is missing, which every publiccode.yml must say; did"),
        ("stable", "finished", "5:20: “finished” is none of concept, development"),
        ("standalone/web", "standalone/wep", "did you mean “standalone/web”"),
        ("Building permits", "Building permits " * 20, "at most 150 are allowed"),
        (LONG, "Short.", "150 to 10,000 are allowed"),
        ("    features: [Check of applications]\n", "", "“features” is missing"),
        ("EUPL-1.2", "EUPL 1.2", "is not the SPDX identifier"),
        ("EUPL-1.2", "Proprietary", "is not the SPDX identifier"),
        ("  contacts: [{name: A. B.}]\n", "", "“contacts” is missing"),
        ("  availableLanguages: [en, nl]\n", "", "“availableLanguages” is missing"),
        ("legal:\n  license: EUPL-1.2", "legal: {}", "“legal” is missing"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_told_with_its_place(tmp_path, old: str, new: str, says: str):
    assert old in GOOD
    assert any(says in line for line in told(tmp_path, GOOD.replace(old, new, 1)))


def test_an_expression_of_licences_is_read(tmp_path: Path):
    for licence in ("MIT OR Apache-2.0", "(MIT AND CC0-1.0)", "GPL-3.0-only WITH any-exception"):
        assert told(tmp_path, GOOD.replace("EUPL-1.2", f'"{licence}"')) == []


def test_a_broken_or_missing_file_is_told(tmp_path: Path):
    assert "there is no such file" in str(check(tmp_path / "none.yml")[0])
    assert told(tmp_path, "a: [\n")


@pytest.mark.parametrize(
    "code",
    ["72230000-6", "48000000-8", "72000000-5", "45000000-7", "72212000-4", "72230000"],
)  # fmt: skip
def test_published_codes_of_the_vocabulary_pass(code: str):
    assert cpv_fault(code) == ""


def test_a_slip_in_a_code_is_told():
    assert "after 72320000 stands" in cpv_fault("72320000-6")
    assert "is no CPV code" in cpv_fault("7223000-6")
