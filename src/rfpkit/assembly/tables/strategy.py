"""Tables of the choice of a strategy: costs by year and by head, other aspects, ranking, tips."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rfpkit.assembly.inserts import ROLES, Blocks, bullet, table
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.values import Locale, locale_of
from rfpkit.process.appraisal import Comparison, Valued, compare, weights_of
from rfpkit.process.tipping import tips
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.strategy import AspectName, CostHead

STRATEGIES = {
    "A": "A: buy off the shelf",
    "B": "B: have open source customised",
    "C": "C: have it built",
    "D": "D: build in-house",
}
HEADS: dict[CostHead, str] = {
    "acquisition": "Acquisition: procedure and start",
    "price": "Licences or subscription",
    "adaptation": "Adaptation",
    "design": "Research and design",
    "development": "Development",
    "integration": "Integration",
    "change-management": "Change management and training",
    "operation": "Operation",
    "maintenance": "Maintenance",
    "customisation": "Later changes",
    "upstream": "Contributions upstream",
    "exit": "Exit",
}
ASPECTS: dict[AspectName, str] = {
    "ownership": "Rights and ownership",
    "cost-drift": "Safety from rising fees",
    "security": "Security and legal updates",
    "flexibility": "Freedom to change course",
    "interoperability": "Links to other systems",
    "actual-use": "Share of it that is used",
    "capacity": "What own staff learn",
}
_LEVELS = {"low": "Low", "medium": "Medium", "high": "High"}


def _compared(dossier: Dossier) -> Comparison | None:
    return compare(dossier.appraisal) if dossier.appraisal else None


def _by_letter(dossier: Dossier) -> list[Valued]:
    """The options that are compared, A first; none where nobody has described them."""
    found = _compared(dossier)
    return sorted(found.ranked, key=lambda one: one.strategy) if found else []


def _whole(amount: Decimal, locale: Locale) -> str:
    return locale.number(amount.quantize(Decimal(1)))


def _options(dossier: Dossier) -> Blocks:
    if dossier.appraisal is None:
        return ()
    rows = [
        (STRATEGIES[one.strategy], one.what, f"Out: {one.excluded}" if one.excluded else "Compared")
        for one in dossier.appraisal.options
    ]
    return (table(("Strategy", "What it would be", "In the comparison"), rows, (0.25, 0.4, 0.35)),)


def _costs_by_year(dossier: Dossier) -> Blocks:
    locale, ranked = locale_of(dossier), _by_letter(dossier)
    if not ranked:
        return ()
    rows = [
        (f"Year {year}", *(_whole(one.yearly[year], locale) for one in ranked))
        for year in range(len(ranked[0].yearly))
    ]
    rows.append(("All years", *(_whole(one.nominal, locale) for one in ranked)))
    rows.append(("Present value", *(_whole(one.present, locale) for one in ranked)))
    header = (locale.currency, *(f"Option {one.strategy}" for one in ranked))
    return (table(header, rows),)


def _costs_by_head(dossier: Dossier) -> Blocks:
    locale, ranked = locale_of(dossier), _by_letter(dossier)
    if not ranked:
        return ()
    rows = [
        (
            spelled(name, dossier.project.language),
            *(_whole(one.heads[head], locale) if head in one.heads else "–" for one in ranked),
        )
        for head, name in HEADS.items()
        if any(head in one.heads for one in ranked)
    ]
    shares = (f"{locale.number(one.exit_share.quantize(Decimal('0.1')))}%" for one in ranked)
    rows.append(("Share of the exit", *shares))
    header = (f"Present value, {locale.currency}", *(f"Option {one.strategy}" for one in ranked))
    return (table(header, rows),)


def _cost_sources(dossier: Dossier) -> Blocks:
    if dossier.appraisal is None:
        return ()
    locale = locale_of(dossier)
    rows = []
    for option in dossier.appraisal.options:
        for cost in option.costs:
            when = f"year {cost.first_year}"
            if cost.last_year is not None:
                when = f"a year, years {cost.first_year} to {cost.last_year}"
            if cost.growth:
                when += f", {locale.number(cost.growth)}% more each year"
            amount = f"{locale.money(cost.amount)}, {when}"
            head = spelled(HEADS[cost.head], dossier.project.language)
            rows.append((option.strategy, head, amount, cost.what))
    header = ("Option", "For", "Amount", "Where the number comes from")
    return (table(header, rows, (0.1, 0.24, 0.26, 0.4)),) if rows else ()


def _aspects(dossier: Dossier) -> Blocks:
    locale, ranked = locale_of(dossier), _by_letter(dossier)
    if not ranked or dossier.appraisal is None:
        return ()
    rows = []
    for name, weight in weights_of(dossier.appraisal).items():
        cells = []
        for one in ranked:
            aspect = next((a for a in one.option.aspects if a.aspect == name), None)
            cells.append(f"{aspect.score} of 5\n{aspect.reason}" if aspect else "not scored")
        rows.append((f"{ASPECTS[name]}\nweight {locale.number(weight)}", *cells))
    return (table(("Aspect", *(f"Option {one.strategy}" for one in ranked)), rows),)


def _ranking(dossier: Dossier) -> Blocks:
    found = _compared(dossier)
    if found is None or not found.ranked:
        return ()
    locale = locale_of(dossier)

    def points(value: Decimal) -> str:
        return locale.number(value.quantize(Decimal("0.1")))

    rows = [
        (
            str(place),
            STRATEGIES[one.strategy],
            locale.money(one.present.quantize(Decimal(1))),
            points(one.cost_points),
            points(one.quality),
            points(one.points),
        )
        for place, one in enumerate(found.ranked, start=1)
    ]
    header = ("", "Option", "Present value", "Points for cost", "For the rest", "Together")
    return (table(header, rows, (0.06, 0.3, 0.2, 0.15, 0.14, 0.15)),)


def _tips(dossier: Dossier) -> Blocks:
    if dossier.appraisal is None:
        return ()
    found = tips(dossier.appraisal)
    if not found:
        return (bullet("No change of one figure within reason makes another option the best."),)
    return tuple(
        bullet(f"{tip.what}: then option {tip.winner} would be the best.") for tip in found
    )


def _gaps(dossier: Dossier) -> Blocks:
    found = _compared(dossier)
    return tuple(bullet(f"{gap}.") for gap in found.gaps) if found else ()


def _risks(dossier: Dossier) -> Blocks:
    rows = [
        (
            risk.text,
            f"{_LEVELS[risk.likelihood]}, {risk.impact} impact",
            risk.answer,
            ROLES[risk.owner],
        )
        for risk in dossier.risks
    ]
    header = ("What can happen", "Likelihood and impact", "What is done about it", "Who")
    return (table(header, rows, (0.34, 0.16, 0.34, 0.16)),) if rows else ()


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "appraisal-aspects": _aspects,
    "appraisal-cost-sources": _cost_sources,
    "appraisal-costs-by-head": _costs_by_head,
    "appraisal-costs-by-year": _costs_by_year,
    "appraisal-gaps": _gaps,
    "appraisal-options": _options,
    "appraisal-ranking": _ranking,
    "appraisal-tips": _tips,
    "risks": _risks,
}
