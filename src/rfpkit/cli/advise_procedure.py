"""``rfpkit advise procedure``: which procedures are open to the buyer, best first, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import cast, get_args

import click

from rfpkit.cli.options import format_option
from rfpkit.errors import Fault, InputError
from rfpkit.process.advice import Advice, advise
from rfpkit.process.situation import QUESTIONS, Inquiry, inquiry_of, with_answers
from rfpkit.process.thresholds import BuyerKind
from rfpkit.reporters import advice as reporter
from rfpkit.spec.model import Spec
from rfpkit.spec.records.folder import SPEC
from rfpkit.spec.vocabulary import Answers, Jurisdiction
from rfpkit.yamlfile import did_you_mean, load

_NAMES = tuple(field.name for field in fields(Answers))
_YES = ("yes", "true", "y")
_NO = ("no", "false", "n")


@click.command(
    epilog="Example: rfpkit advise procedure spec.yml --answer on_market=yes --answer pilot=no"
)
@click.argument("spec", type=click.Path(path_type=Path), metavar="[SPEC|DIR]", required=False)
@click.option(
    "--answer", "given", multiple=True, metavar="NAME=yes|no",
    help="An answer in place of the spec's, such as on_market=yes; as often as needed.",
)  # fmt: skip
@click.option("--ask", is_flag=True, help="Ask what the spec does not answer, one by one.")
@click.option(
    "--jurisdiction", type=click.Choice(get_args(Jurisdiction)), help="Without SPEC: whose law.",
)  # fmt: skip
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="The day on which the procurement begins; else that of the spec.",
)  # fmt: skip
@click.option(
    "--buyer-kind", "buyer", type=click.Choice(get_args(BuyerKind)),
    help="Without SPEC: what kind of buyer.",
)  # fmt: skip
@click.option("--all", "whole", is_flag=True, help="Tell of every open procedure in full.")
@format_option
def command(
    spec: Path | None,
    given: tuple[str, ...],
    ask: bool,
    jurisdiction: Jurisdiction | None,
    day: dt.datetime | None,
    buyer: BuyerKind | None,
    whole: bool,
    form: str,
) -> None:
    """Say which procedures are open to the buyer, best first, with reasons, legal tests,
    minimum periods, documents and pitfalls; and what would open those that are closed.

    The answers stand under 'answers' in SPEC. Without SPEC the questions are asked one by one.
    """
    answers = _answers(given)
    begins = day.date() if day else None
    if spec is None:
        inquiry = _without_spec(jurisdiction, begins, buyer, interactive=ask or not answers)
    elif jurisdiction or buyer:
        raise click.UsageError("--jurisdiction and --buyer-kind are the spec's own, without SPEC")
    else:
        inquiry = _from_spec(spec, begins)
    advice = advise(with_answers(inquiry, answers))
    if ask or (spec is None and not answers):
        advice = _asked(advice)
    if form == "json":
        click.echo(reporter.render_json(advice), nl=False)
    else:
        click.echo(reporter.render(advice, whole=whole), nl=False)


def _from_spec(path: Path, begins: dt.date | None) -> Inquiry:
    """What the spec asks. Its rules are not put to it: advice comes before a spec is whole."""
    inquiry = inquiry_of(load(path / SPEC if path.is_dir() else path, Spec).value)
    return replace(inquiry, begins=begins) if begins else inquiry


def _without_spec(
    jurisdiction: Jurisdiction | None,
    begins: dt.date | None,
    buyer: BuyerKind | None,
    *,
    interactive: bool,
) -> Inquiry:
    """What a buyer asks who has no spec yet; what the options leave open is asked for."""
    if not interactive and not (jurisdiction and begins and buyer):
        message = "without SPEC name --jurisdiction, --date and --buyer-kind, or use --ask"
        raise click.UsageError(message)
    laws, kinds = click.Choice(get_args(Jurisdiction)), click.Choice(get_args(BuyerKind))
    law = jurisdiction or cast(
        "Jurisdiction", click.prompt("Whose procurement law", type=laws, err=True)
    )
    kind = buyer or cast(
        "BuyerKind",
        click.prompt("What kind of buyer", type=kinds, default="sub-central", err=True),
    )
    if begins is None:
        days = click.DateTime(["%Y-%m-%d"])
        begun = click.prompt("When does it begin (YYYY-MM-DD)", type=days, err=True)
        begins = begun.date()
    return Inquiry(law, begins, kind, Answers())


def _asked(advice: Advice) -> Advice:
    """The advice once more, after asking what it does not know."""
    for name in advice.unknown:
        reply = click.prompt(
            f"{QUESTIONS[name].ask} (yes, no, unknown)",
            type=click.Choice(["yes", "y", "no", "n", "unknown"], case_sensitive=False),
            default="unknown",
            show_choices=False,
            err=True,
        )
        if reply != "unknown":
            advice = advise(with_answers(advice.inquiry, {name: reply.startswith("y")}))
    return advice


def _answers(given: Iterable[str]) -> dict[str, bool]:
    """The answers of the options, or ``InputError`` with all that are wrong."""
    found: dict[str, bool] = {}
    faults: list[Fault] = []
    for one in given:
        name, _, value = (part.strip().lower() for part in one.partition("="))
        name = name.replace("-", "_")
        if name not in _NAMES:
            guess = did_you_mean(name, _NAMES) or f"; the questions are {', '.join(QUESTIONS)}"
            faults.append(Fault("--answer", 0, 0, f"there is no question “{name}”{guess}"))
        elif value not in (*_YES, *_NO):
            message = f"“{name}” takes yes or no, not “{value}”; write --answer {name}=yes"
            faults.append(Fault("--answer", 0, 0, message))
        else:
            found[name] = value in _YES
    if faults:
        raise InputError(*faults)
    return found
