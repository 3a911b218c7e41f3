"""The official schema of the Open Contracting Data Standard as a judge: strict on fields and codes.

The schema alone lets pass what it does not know; ``complaints`` does not.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource


def complaints(package: Any, folder: Path) -> list[str]:
    """What is wrong with a release package: errors, unknown fields, codes that no list has."""
    text = (folder / "release-package-schema.json").read_text(encoding="utf-8")
    release = json.loads((folder / "release-schema.json").read_text(encoding="utf-8"))
    (address,) = set(re.findall(r'"\$ref": "(https[^"]+)"', text))
    registry = Registry().with_resource(address, Resource.from_contents(release))
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    judge = jsonschema.Draft4Validator(json.loads(text), registry=registry, format_checker=checker)
    errors = [f"{list(e.absolute_path)}: {e.message}" for e in judge.iter_errors(package)]
    strict = _Strict(release, folder / "codelists")
    unknown = set(package) - set(json.loads(text)["properties"])
    errors += [f"unknown field of the package: {name}" for name in sorted(unknown)]
    for at, one in enumerate(package["releases"]):
        errors += strict.walk(one, release, f"releases/{at}")
    return errors


class _Strict:
    def __init__(self, schema: Any, codelists: Path) -> None:
        self.schema = schema
        self.codelists = codelists

    def walk(self, value: Any, rules: Any, place: str) -> Iterator[str]:
        rules = self._resolved(rules)
        if isinstance(value, list):
            for at, one in enumerate(value):
                yield from self.walk(one, rules.get("items", {}), f"{place}/{at}")
        elif isinstance(value, dict):
            known = rules.get("properties", {})
            for name, one in value.items():
                if name not in known:
                    yield f"{place}: unknown field {name}"
                    continue
                yield from self._codes(one, known[name], f"{place}/{name}")
                yield from self.walk(one, known[name], f"{place}/{name}")

    def _resolved(self, rules: Any) -> Any:
        while "$ref" in rules:
            found = self.schema
            for step in rules["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            rules = found
        return rules

    def _codes(self, value: Any, rules: Any, place: str) -> Iterator[str]:
        if "codelist" not in rules:
            return
        with (self.codelists / rules["codelist"]).open(encoding="utf-8-sig", newline="") as file:
            codes = {row.get("Code") or row.get("code") for row in csv.DictReader(file)}
        if rules["codelist"] == "mediaType.csv":
            codes.add("offline/print")
        for code in value if isinstance(value, list) else [value]:
            if code not in codes:
                yield f"{place}: {code} is not in {rules['codelist']}"
