"""How grave a finding is, and how often it is right."""

from __future__ import annotations

from typing import Literal

Level = Literal["error", "warning", "advice"]
Confidence = Literal["high", "medium", "low"]

LEVELS: tuple[Level, ...] = ("error", "warning", "advice")
"""All levels, the gravest first."""
