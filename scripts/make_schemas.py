"""Write ``schemas/*.schema.json`` from the models; run it after changing one.

python scripts/make_schemas.py
"""

from __future__ import annotations

import json
from pathlib import Path

from rfpkit.document.schemes import NumberingFile
from rfpkit.library.model import ClauseFile, Glossary, Template
from rfpkit.lint.rulefile import RuleFile
from rfpkit.process.counting import CountingFile
from rfpkit.process.procedures import ProcedureFile
from rfpkit.process.steps import StepsFile
from rfpkit.process.thresholds import ThresholdFile
from rfpkit.spec.model import Spec
from rfpkit.spec.records.model import Records
from rfpkit.yamlfile import schema

FOLDER = Path(__file__).resolve().parents[1] / "schemas"

MODELS: dict[str, type] = {
    "spec": Spec,
    "records": Records,
    "clause": ClauseFile,
    "template": Template,
    "numbering": NumberingFile,
    "terms": Glossary,
    "rule": RuleFile,
    "steps": StepsFile,
    "procedure": ProcedureFile,
    "thresholds": ThresholdFile,
    "counting": CountingFile,
}


def text(name: str) -> str:
    """The schema of a model as it stands in its file."""
    made = schema(MODELS[name])
    return json.dumps({**made, "title": f"rfpkit {name}"}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name in MODELS:
        path = FOLDER / f"{name}.schema.json"
        path.write_text(text(name), encoding="utf-8", newline="\n")
        print(path)
