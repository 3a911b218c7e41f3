"""A signature is added to the file of sign-offs, and nothing else in it changes."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.process.signing import with_signoff
from rfpkit.spec.records.before import SignOff
from rfpkit.spec.records.model import Records
from rfpkit.yamlfile import load

FILE = Path("records/signoffs.yml")
TABLE = Path("records/signoffs.csv")
ANA = SignOff(
    document="rfp", name="Ana Ruiz", role="legal-counsel", date=dt.date(2027, 1, 5), text="a" * 64
)


def read(text: str) -> tuple[SignOff, ...]:
    return load(FILE, Records, text=text).value.signoffs


def test_a_new_file_holds_the_signature() -> None:
    assert read(with_signoff("", FILE, ANA)) == (ANA,)


@pytest.mark.parametrize(
    "before",
    [
        "# Signed in the town hall\nsignoffs:\n  - document: rfp  # by hand\n"
        "    name: Bo\n    role: Law\n    date: 2027-01-04\n# the end\n",
        "signoffs:\n- {document: rfp, name: Bo, role: Law, date: 2027-01-04}",
        "signoffs:\n      -   document: rfp\n          name: Bo\n          role: Law\n"
        "          date: 2027-01-04\n          note: |\n            Two\n            lines\n",
        "signoffs: []  # none yet\n",
        "# nothing yet\n",
    ],
)
def test_comments_and_lines_stay_as_they_are(before: str) -> None:
    after = with_signoff(before, FILE, ANA)
    assert read(after)[-1] == ANA
    kept = [line for line in before.splitlines() if "[]" not in line]
    assert [line for line in after.splitlines() if line in kept] == kept
    assert "# none yet" in after or "# none yet" not in before


def test_line_ends_of_windows_stay() -> None:
    before = "signoffs:\r\n  - document: rfp\r\n    name: Bo\r\n    role: Law\r\n"
    after = with_signoff(before + "    date: 2027-01-04\r\n", FILE, ANA)
    assert "\n" not in after.replace("\r\n", "")
    assert len(read(after)) == 2


TEXTS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40
).map(str.strip)


@given(name=TEXTS.filter(bool), role=TEXTS.filter(bool), note=TEXTS)
def test_any_words_come_back_as_they_were(name: str, role: str, note: str) -> None:
    one = SignOff(document="rfp", name=name, role=role, date=dt.date(2027, 1, 5), note=note)
    first = with_signoff("", FILE, one)
    second = with_signoff(first, FILE, ANA)
    assert read(second) == (one, ANA)


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("signoffs: [{document: rfp, name: Bo, role: Law, date: 2027-01-04}]\n", "in brackets"),
        ("signoffs:\n  - {document: rfp, name: Bo}\n", "role"),
        ("signoffs: none\n", "list"),
        ("signoffs:\n  - {document: rfp, name: B, role: L, date: 2027-01-04}\n...\n", "the end"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_refused(before: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        with_signoff(before, FILE, ANA)
    assert any(message in fault.message for fault in caught.value.faults), caught.value


def test_a_table_gets_a_row_in_the_order_of_its_columns() -> None:
    before = "name;document;role;date;text\nBo;rfp;Law;2027-01-04;\n"
    after = with_signoff(before, TABLE, ANA)
    assert after == before + f"Ana Ruiz;rfp;legal-counsel;2027-01-05;{'a' * 64}\n"


def test_a_table_without_a_column_for_the_text_is_refused() -> None:
    with pytest.raises(InputError, match="no column for text"):
        with_signoff("document,name,role,date\n", TABLE, ANA)
