"""Facts that rules of the spec look up; each says where it comes from and as of when."""

from __future__ import annotations

import datetime as dt

EU_MEMBERS = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    ]
)
"""The Member States of the European Union since 2020-02-01, by ISO 3166-1."""

COUNTRY_SLIPS = {"UK": "GB", "EN": "GB", "EL": "GR", "USA": "US", "EU": ""}
"""Codes that people write, and what ISO 3166-1 calls them; empty where it is no country."""

UK_ACT = dt.date(2025, 2, 24)
"""The Procurement Act 2023 applies to procurements that begin on or after this day."""

UK_ACT_PROCEDURES = frozenset(
    {
        "open",
        "competitive-flexible",
        "light-touch",
        "below-threshold",
        "framework-call-off",
        "dynamic-purchasing",
        "direct-award",
    }
)
"""What the Procurement Act 2023 knows; the older procedures are folded into the flexible one, and
its dynamic markets took the place of dynamic purchasing systems."""

US_PROCEDURES = frozenset(
    {
        "open",
        "restricted",
        "competitive-with-negotiation",
        "competitive-dialogue",
        "innovation-partnership",
        "design-contest",
        "below-threshold",
        "framework-call-off",
        "direct-award",
    }
)
"""What federal law knows under some name: sealed bids, two-step sealed bids, negotiation, the
advisory multi-step process, research with a later purchase, challenges, simplified acquisition,
orders under a schedule, sole source."""

OPEN_SOURCE_LICENCES = (
    "0BSD",
    "AFL-3.0",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CECILL-2.1",
    "ECL-2.0",
    "EPL-2.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "LiLiQ-P-1.1",
    "LiLiQ-R-1.1",
    "LiLiQ-Rplus-1.1",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "MulanPSL-2.0",
    "OSL-3.0",
    "PostgreSQL",
    "UPL-1.0",
    "Unlicense",
    "Zlib",
)
"""SPDX identifiers of the licences approved by the Open Source Initiative that public buyers meet.

CC0-1.0, SSPL, BUSL and the Creative Commons licences are not approved.
"""

NO_REASONS = frozenset(
    {
        "",
        "accepted",
        "agreed",
        "approved",
        "because",
        "done",
        "dummy",
        "false positive",
        "fixme",
        "ignore",
        "later",
        "n/a",
        "na",
        "no",
        "no reason",
        "none",
        "not applicable",
        "not needed",
        "not relevant",
        "ok",
        "okay",
        "placeholder",
        "reason",
        "see above",
        "tba",
        "tbc",
        "tbd",
        "temporary",
        "test",
        "to be confirmed",
        "to be decided",
        "to be determined",
        "todo",
        "waived",
        "waiver",
        "wip",
        "xxx",
        "yes",
    }
)
"""Words that people type into a field for a reason when they have none."""
