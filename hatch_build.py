"""Compiles the linter's rules when rfpkit is built or installed, so that no run must parse them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface):
    """Writes ``linters/compiled/``, which the wheel holds and an editable install reads."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the rules before the files are collected."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from rfpkit.lint.compiled import compile_rules

        compile_rules(Path(self.root, "linters"))
