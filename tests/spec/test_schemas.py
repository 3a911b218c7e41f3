"""The committed JSON Schemas are those of the models."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from rfpkit.spec.model import Spec
from rfpkit.yamlfile import hints, schema

ROOT = Path(__file__).resolve().parents[2]
NAMES = [
    "spec", "clause", "template", "numbering", "terms", "rule", "steps", "procedure", "thresholds",
    "counting", "records",
]  # fmt: skip


def script() -> ModuleType:
    found = importlib.util.spec_from_file_location("make", ROOT / "scripts" / "make_schemas.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_not_stale(name: str) -> None:
    path = ROOT / "schemas" / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == script().text(name), (
        "run python scripts/make_schemas.py"
    )


def test_every_schema_is_made_and_checked() -> None:
    assert sorted(script().MODELS) == sorted(NAMES)
    assert {path.name for path in (ROOT / "schemas").glob("*.json")} == {
        f"{name}.schema.json" for name in NAMES
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_uses_only_what_older_editors_know(name: str) -> None:
    made = schema(script().MODELS[name])
    jsonschema.Draft202012Validator.check_schema(made)
    assert "prefixItems" not in str(made)
    assert "unevaluatedProperties" not in str(made)


def test_every_field_of_the_spec_is_described() -> None:
    made = schema(Spec)
    parts: dict[str, Any] = {"Spec": made, **made["$defs"]}
    bare = [
        f"{name}.{key}"
        for name, part in parts.items()
        for key, entry in part.get("properties", {}).items()
        if not entry.get("description")
    ]
    assert bare == []


def test_a_description_is_on_one_line() -> None:
    text = hints.description(Spec, "problem")
    assert text.startswith("The problem, without a solution in it.")
    assert "\n" not in text
