"""The day on which a procurement begins, which decides under which law it falls."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfpkit.spec.model import Spec


def begins(spec: Spec) -> dt.date:
    """The day on which the procurement begins: that of its notice, else that of the documents."""
    return spec.timetable.issue if spec.timetable else spec.project.date
