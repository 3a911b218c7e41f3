"""YAML is read as people mean it, with places, and what is wrong is said in plain words."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from dataclasses import field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from annotated_types import Ge, Le, MinLen
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.errors import Fault, InputError
from rfpkit.yamlfile import Loaded, did_you_mean, load, load_plain, record, schema

FILE = Path("file.yml")

Value = bool | int | Decimal | str | tuple[str, ...]


@record
class Reader:
    """Who read it."""

    by: str
    """Who read it."""
    on: dt.date
    """When."""


@record
class Part:
    """A part."""

    id: Annotated[str, MinLen(1)]
    """A short name."""
    weight: Annotated[Decimal, Ge(0), Le(100)] | None = None
    """A share."""


@record
class Thing:
    """A thing."""

    name: str = "unnamed"
    """What it is called."""
    flag: bool = False
    """Whether it flies."""
    count: int = 0
    """How many there are."""
    price: Decimal = Decimal(0)
    """What it costs."""
    day: dt.date | None = None
    """When it was made."""
    kind: Literal["", "round", "square"] = ""
    """Its shape."""
    parts: tuple[Part, ...] = ()
    """What it is made of."""
    words: tuple[str, ...] = ()
    """What people say about it."""
    verified: Reader | Literal[False] = False
    """Who checked it."""
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    """Anything."""
    when: dict[str, Any] = field(default_factory=dict)
    """Plain data."""


@record
class Strict:
    """A thing with keys that it needs."""

    title: str
    """The name on the cover."""
    pages: int
    """How many pages it has."""


def thing(text: str) -> Thing:
    return load(FILE, Thing, text=text).value


def faults(text: str, model: type[Any] = Thing, first_line: int = 1) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(FILE, model, text=text, first_line=first_line)
    return [f"{fault.line}:{fault.column}: {fault.message}" for fault in caught.value.faults]


# What scalars become.


@pytest.mark.parametrize(
    "text", ["1.10", "2026", "01234", "12:30:45", "no", "on", "true", "2026-02-03", "-0", "1_000"]
)
def test_a_text_field_keeps_what_is_written(text: str) -> None:
    assert thing(f"name: {text}").name == text


def test_a_number_field_reads_whole_and_decimal_numbers_exactly() -> None:
    assert thing("price: 30").price == Decimal(30)
    assert str(thing("price: 1234567890123456.10").price) == "1234567890123456.10"
    assert thing("count: -3").count == -3


def test_only_true_and_false_are_booleans() -> None:
    assert thing("flag: true").flag is True
    assert thing("flag: false").flag is False


@pytest.mark.parametrize(
    ("word", "better"),
    [("yes", "true"), ("on", "true"), ("True", "true"), ("no", "false"), ("off", "false")],
)
def test_another_word_for_true_or_false_is_answered_with_the_right_one(
    word: str, better: str
) -> None:
    assert faults(f"flag: {word}") == [
        f"1:7: “flag” takes true or false; write {better} instead of “{word}”"
    ]


@pytest.mark.parametrize("number", ["1", "0"])
def test_a_number_is_no_boolean_and_a_boolean_no_number(number: str) -> None:
    assert "takes true or false" in faults(f"flag: {number}")[0]
    assert "takes a whole number" in faults("count: true")[0]
    assert "takes a number" in faults("price: false")[0]


def test_a_date_field_reads_dates_in_the_calendar() -> None:
    assert thing("day: 2028-02-29").day == dt.date(2028, 2, 29)
    assert faults("day: 2027-02-29") == [
        "1:6: 2027-02-29 is not a date in the calendar; correct it, as YYYY-MM-DD"
    ]
    assert "write “20270228” as YYYY-MM-DD" in faults("day: 20270228")[0]
    assert "write “2027-W01-1” as YYYY-MM-DD" in faults("day: 2027-W01-1")[0]


def test_space_around_a_text_is_dropped() -> None:
    assert thing("name: |\n  Two\n  lines\n").name == "Two\nlines"
    assert thing('name: " x "').name == "x"


def test_a_union_keeps_the_type_that_was_written() -> None:
    loaded = thing("values: {a: {b: 30, c: 1.5, d: true, e: '30', f: no, g: [x, 1]}}")
    assert loaded.values == {
        "a": {"b": 30, "c": Decimal("1.5"), "d": True, "e": "30", "f": "no", "g": ("x", "1")}
    }
    assert [type(value) for value in loaded.values["a"].values()] == [
        int, Decimal, bool, str, str, tuple,
    ]  # fmt: skip


def test_a_union_of_a_record_and_false_takes_either() -> None:
    assert thing("verified: false").verified is False
    assert thing("verified: {by: me, on: 2027-01-01}").verified == Reader(
        by="me", on=dt.date(2027, 1, 1)
    )


def test_a_fault_inside_a_union_is_told_once_and_where_it_is() -> None:
    assert faults("verified: {by: me}") == ["1:1: “on” is missing under “verified”: when"]
    assert faults("verified: true") == [
        "1:11: “verified” takes false or the keys by, on on indented lines, not “true”"
    ]
    assert faults("verified: {by: me, on: today}") == [
        "1:24: “on” takes a date; write “today” as YYYY-MM-DD, such as 2026-01-31"
    ]


def test_plain_data_is_read_by_the_core_schema() -> None:
    text = "when: {a: 1, b: 1.50, c: no, d: [true, null, ~], e: 2027-01-01, f: }"
    assert load_plain(FILE, text=text).value == {
        "when": {
            "a": 1, "b": Decimal("1.50"), "c": "no", "d": [True, None, None],
            "e": "2027-01-01", "f": None,
        }
    }  # fmt: skip
    assert thing(text).when["c"] == "no"


# Places.


TEXT = """\
# A comment
name: Größe 😀
parts:
  - id: a
    weight: 10
  - id: b
"""


@pytest.fixture
def loaded() -> Loaded[Thing]:
    return load(FILE, Thing, text=TEXT)


def test_a_value_and_its_key_have_places(loaded: Loaded[Thing]) -> None:
    assert loaded.place("name") == (2, 7)
    assert loaded.key_place("name") == (2, 1)
    assert loaded.place("parts", 0, "weight") == (5, 13)
    assert loaded.key_place("parts", 1, "id") == (6, 5)
    assert loaded.place("parts", 1) == loaded.key_place("parts", 1) == (6, 5)


def test_what_is_absent_has_the_place_of_its_nearest_parent(loaded: Loaded[Thing]) -> None:
    assert loaded.place("parts", 1, "weight") == loaded.place("parts", 1)
    assert loaded.key_place("parts", 7, "id") == loaded.key_place("parts")
    assert loaded.place("day") == loaded.place() == (2, 1)
    assert loaded.place("name", "x") == loaded.place("name")


def test_front_matter_keeps_the_lines_of_its_file() -> None:
    loaded = load(FILE, Thing, text="name: x\nday: 2027-01-01\n", first_line=2)
    assert loaded.place("day") == (3, 6)
    assert faults("nam: x", first_line=5) == [
        "5:1: there is no key “nam” here; did you mean “name”?"
    ]


def test_columns_count_characters_not_bytes() -> None:
    assert faults("{name: 😀é, flag: maybe}")[0].startswith("1:18: “flag”")


# What is wrong, said once each, all at once.


def test_an_unknown_key_that_looks_like_a_missing_one_is_one_fault() -> None:
    assert faults("titel: x\npages: 3", Strict) == [
        "1:1: there is no key “titel” here; did you mean “title”?"
    ]


def test_a_missing_key_says_what_it_is_for() -> None:
    assert faults("pages: 3", Strict) == ["1:1: “title” is missing: the name on the cover"]


def test_faults_come_all_at_once_and_in_order() -> None:
    text = "flag: no\ncount: x\ncolour: red\nparts: [{id: '', weight: 101}]\nkind: rund\n"
    assert faults(text) == [
        "1:7: “flag” takes true or false; write false instead of “no”",
        "2:8: “count” takes a whole number; write digits only instead of “x”",
        "3:1: there is no key “colour” here; the keys are name, flag, count, price, day, kind, "
        "parts, words, verified, values, when",
        "4:14: “id” must not be empty",
        "4:26: “weight” must be at most 100",
        "5:7: “rund” is not a choice for “kind”; write round or square; did you mean “round”?",
    ]


def test_a_text_where_a_list_belongs_is_answered_with_how_to_write_one() -> None:
    assert faults("words: one") == [
        "1:8: “words” takes a list, each entry on a line of its own after “- ”, not “one”"
    ]


def test_a_key_without_a_value_is_told() -> None:
    assert faults("name:") == ["1:6: “name” has no value; write a text, or remove the line"]


def test_syntax_faults_before_a_break_are_told_with_it() -> None:
    found = faults("name: &a x\nname: y\nwords: [")
    assert [line.partition(":")[0] for line in found] == ["1", "2", "3"]


# Limits and hostile files.


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    for path, message in [(tmp_path / "none.yml", "no such file"), (tmp_path, "folder")]:
        with pytest.raises(InputError, match=message):
            load(path, Thing)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "thing.yml"
    path.write_bytes("\ufeffname: Größe\r\nflag: true\r\n".encode())
    loaded = load(path, Thing)
    assert loaded.value.name == "Größe"
    assert loaded.place("flag") == (2, 7)


def test_bad_utf8_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "thing.yml"
    path.write_bytes("# Maß\nname: Größe\n".encode() + "words: [Größe]\n".encode("latin-1"))
    with pytest.raises(InputError) as caught:
        load(path, Thing)
    assert (caught.value.faults[0].line, caught.value.faults[0].column) == (3, 11)


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "thing.yml"
    path.write_bytes(b"name: " + b"x" * 2_000_000)
    with pytest.raises(InputError, match="larger than 2 MB"):
        load(path, Thing)


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_without_harm(bracket: str) -> None:
    assert "deep" in faults("when: " + bracket * 100_000)[-1] or bracket == "- "
    assert faults("when:\n " + bracket * 1_000)


def test_many_values_are_refused() -> None:
    assert "too many values" in faults("words: [" + "a," * 400_001 + "]")[0]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    assert "not supported" in faults(bomb)[0]


@given(
    st.text(
        alphabet=st.sampled_from("ab:-[]{}'\"\\#&*!|>%@`,? \t\n\r\ufeff\u2028\x85é😀1.~"),
        max_size=40,
    )
)
def test_no_text_makes_the_loader_fail_in_another_way(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    assert all(0 < fault.line <= lines for fault in told(lambda: load_plain(FILE, text=text)))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1), inner),
        max_leaves=8,
    )
)
def test_what_a_model_expects_else_is_a_fault_never_a_crash(value: object) -> None:
    for name in ("name", "flag", "parts", "verified", "values", "day", "words", "kind"):
        text = yaml.safe_dump({name: value}, allow_unicode=True)
        assert all(fault.message for fault in told(lambda: load(FILE, Thing, text=text)))  # noqa: B023


def told(call: Callable[[], object]) -> tuple[Fault, ...]:
    """The faults that a call raises, none where it succeeds; any other error gets through."""
    try:
        call()
    except InputError as error:
        return error.faults
    return ()


def test_the_python_parser_reads_the_same_as_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [TEXT, "a: [b", "a: b: c", "a: @x", "a: 'x", "a: - b", "a: |x", "\ta: b", "a: *b c"]
    with_c = [outcome(text) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert [outcome(text) for text in texts] == with_c


def outcome(text: str) -> object:
    try:
        return load_plain(FILE, text=text).value
    except InputError as error:
        return str(error)


# Around the loader.


def test_the_schema_describes_fields_and_refuses_unknown_keys() -> None:
    made = schema(Thing)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["additionalProperties"] is False
    assert made["properties"]["price"]["type"] == "number"
    assert made["properties"]["price"]["description"] == "What it costs."
    assert made["properties"]["day"]["anyOf"][0] == {"format": "date", "type": "string"}


def test_a_guess_ignores_case_hyphens_and_spaces() -> None:
    assert did_you_mean("Time-Percent", ["time_percent", "title"]) == (
        "; did you mean “time_percent”?"
    )
    assert did_you_mean("zebra", ["time_percent", "title"]) == ""


def test_importing_the_loader_and_the_models_loads_neither_pydantic_nor_yaml() -> None:
    code = (
        "import sys, rfpkit.spec, rfpkit.library.model; "
        "print([name for name in ('pydantic', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
