"""JSON Schemas for editors, from the models."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from rfpkit.yamlfile import hints
from rfpkit.yamlfile.typed import adapter

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Schema(GenerateJsonSchema):
    """pydantic's schema, with decimals as plain numbers and no titles made from names."""

    def decimal_schema(self, schema: Any) -> JsonSchemaValue:
        """A number; pydantic would allow a text too."""
        limits = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum"}
        found = {name: float(schema[key]) for key, name in limits.items() if key in schema}
        return {"type": "number", **found}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's name
        """Never: the key is title enough."""
        return False


def schema(model: hints.Model) -> dict[str, Any]:
    """The JSON Schema of a record, each field described by its docstring."""
    made = adapter(model).json_schema(schema_generator=_Schema)
    definitions = made.get("$defs", {})
    for record in _records(model):
        part = made if record is model else definitions.get(record.__name__, {})
        for name, entry in part.get("properties", {}).items():
            text = hints.description(record, name)
            if text:
                entry["description"] = text
    return {"$schema": DIALECT, **made}


def _records(model: hints.Model) -> set[hints.Model]:
    """The record and all records in its fields."""
    found: set[hints.Model] = set()
    waiting: list[Any] = [model]
    while waiting:
        for part in hints.options(waiting.pop()):
            if hints.is_record(part) and part not in found:
                found.add(part)
                waiting.extend(hints.field_hints(part).values())
            elif not hints.is_record(part):
                waiting.extend(arg for arg in getattr(part, "__args__", ()) if arg is not Ellipsis)
    return found
