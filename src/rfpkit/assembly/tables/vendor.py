"""Tables of the dealings with vendors: publicity, events, questions, addenda, demos, bids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rfpkit.assembly.inserts import Blocks, bullet, insert, paragraph, table
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.values import locale_of
from rfpkit.process.questions import answers_due, deadline, default_day, is_answered
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.market import SizeClass
from rfpkit.spec.records.before import Addendum, Bidder, Question

_NOTICES = {
    "planned-procurement": "Planned procurement notice",
    "market-engagement": "Preliminary market engagement notice",
    "prior-information": "Prior information notice",
    "procurement": "Notice of this procurement",
    "contest": "Contest notice",
    "award": "Award notice",
    "contest-result": "Notice of the result of the contest",
    "contract-details": "Contract details notice",
    "change": "Notice of a change",
    "termination": "Notice of termination",
    "transparency": "Transparency notice",
}
_EVENTS = {
    "briefing": "Briefing",
    "workshop": "Workshop",
    "demonstration": "Demonstration",
    "office-hours": "Open office hours",
    "idea-event": "Day of ideas",
}
_SIZES: dict[SizeClass, str] = {
    "enterprise": "Very large firms",
    "big-business": "Large firms",
    "mid-market": "Medium-sized firms",
    "small": "Small firms",
    "freelance": "People who work alone",
    "non-profit": "Non-profit bodies",
    "off-shore": "Firms abroad",
}


def _notices(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (_NOTICES[n.kind], locale.date(n.date), n.reference, n.url)
        for n in dossier.records.notices
    ]  # fmt: skip
    header = ("Notice", "Published", "Number", "Address")
    if not rows:
        return (paragraph("The number of the notice stands here once it is published."),)
    return (table(header, rows, (0.3, 0.2, 0.2, 0.3)),)


def _promotion(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    planned = sorted(dossier.promotion, key=lambda one: one.when)
    rows = [
        (locale.date(p.when), p.channel, p.audience, p.message or "As in the public notice", "")
        for p in planned
    ]
    header = ("When", "Channel", "Whom it reaches", "Message", "Done")
    return (table(header, rows or [("",) * 5] * 6, (0.16, 0.22, 0.24, 0.28, 0.1)),)


def _audiences(dossier: Dossier) -> Blocks:
    """Each size of supplier that there may be, how many were found, and a place for the channel."""
    found = {one.size: one for one in dossier.market.vendors} if dossier.market else {}
    rows = []
    for size, name in _SIZES.items():
        one = found.get(size)
        rows.append((name, str(one.count) if one else "", one.note if one else "", ""))
    header = ("Who", "Found in market research", "What they offer", "Reached through")
    return (table(header, rows, (0.22, 0.16, 0.32, 0.3)),)


def _facts(dossier: Dossier) -> Blocks:
    locale, times = locale_of(dossier), dossier.timetable
    rows = [
        ("What the project is called", f"{dossier.project.title} ({dossier.project.reference})"),
        ("What it is about", dossier.project.summary.strip()),
        ("What may be spent", f"{locale.money(dossier.budget.total)}, {dossier.budget.tax}"),
    ]
    if times:
        last = deadline(dossier) or times.submit
        rows += [
            ("Last day for questions", locale.date(times.questions_until)),
            ("Proposals are due", f"{locale.date(last)}, {times.submit_time} {times.time_zone}"),
            ("Everybody hears the result", locale.date(times.award)),
            ("Work starts", locale.date(times.start)),
        ]
    if dossier.submission:
        rows.append(("Where Proposals go", dossier.submission.portal))
        rows.append(("Where all answers are", dossier.submission.answers_channel))
    rows.append(("Who answers", f"{dossier.contact.name}, {dossier.contact.email}"))
    return (table(("Fact", "What everybody says"), rows, (0.32, 0.68)),)


def _events(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            locale.date(e.when),
            _EVENTS[e.kind],
            e.where,
            e.audience,
            e.recording or "after the event",
        )
        for e in sorted(dossier.events, key=lambda one: one.when)
    ]
    times = dossier.timetable
    if not rows and times and times.briefing:
        rows = [(locale.date(times.briefing), "Briefing", "", "everybody who is interested", "")]
    header = ("When", "What", "Where", "Who may come", "Recording")
    return (table(header, rows or [("",) * 5] * 3, (0.14, 0.14, 0.3, 0.2, 0.22)),)


def _agendas(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (f"{_EVENTS[e.kind]}\n{locale.date(e.when)}", "\n".join(e.agenda))
        for e in sorted(dossier.events, key=lambda one: one.when)
        if e.agenda
    ]
    return (table(("Event", "Agenda"), rows, (0.28, 0.72)),) if rows else ()


def _questions_count(dossier: Dossier) -> Blocks:
    asked = dossier.records.questions
    if not asked:
        return (paragraph("No question has come in so far."),)
    answered = [q for q in asked if is_answered(q)]
    shown = sum(q.published is not None for q in answered)
    waiting = len(asked) - len(answered)
    state = locale_of(dossier).date(default_day(dossier))
    texts = [
        f"State of {state}.",
        f"Questions that came in: {len(asked)}.",
        f"Answered: {len(answered)}. Published with their answers: {shown}.",
        f"Still without an answer: {waiting}.",
    ]
    if dossier.records.addenda:
        texts.append(f"Addenda published: {len(dossier.records.addenda)}.")
    return tuple(map(bullet, texts))


def _questions(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            str(n),
            f"{q.question.strip()}\nCame in on {locale.date(q.asked)}.",
            _answer(dossier, q),
            locale.date(q.published) if q.published and is_answered(q) else "",
        )
        for n, q in enumerate(dossier.records.questions, start=1)
    ]
    header = ("No.", "Question", "Answer", "Published")
    return (table(header, rows, (0.07, 0.35, 0.43, 0.15)),) if rows else ()


def _answer(dossier: Dossier, question: Question) -> str:
    if not is_answered(question):
        due = answers_due(dossier)
        return f"Open. The answer follows by {locale_of(dossier).date(due)}." if due else "Open."
    text = question.answer.strip()
    if question.addendum is not None:
        text += f"\nThe documents change: see addendum {question.addendum}."
    return text


def _timetable_now(dossier: Dossier) -> Blocks:
    """The timetable with the deadline that the addenda have set."""
    times, last = dossier.timetable, deadline(dossier)
    if times is None or last is None:
        return ()
    return insert("timetable", replace(dossier, timetable=replace(times, submit=last)))


def _addenda(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            str(a.number),
            locale.date(a.date),
            "\n".join(a.changes),
            locale.date(a.submit) if a.submit else "unchanged",
        )
        for a in dossier.records.addenda
    ]
    header = ("No.", "Published", "What changes", "Deadline for Proposals")
    return (table(header, rows, (0.07, 0.18, 0.52, 0.23)),) if rows else ()


def _addendum(dossier: Dossier) -> Addendum:
    """The addendum that a document is about; one without changes where it is about none."""
    return dossier.addendum or Addendum(number=1, date=dossier.project.date, changes=())


def _addendum_changes(dossier: Dossier) -> Blocks:
    about = _addendum(dossier)
    rows = [(f"{about.number}.{n}", text) for n, text in enumerate(about.changes, start=1)]
    return (table(("Change", "What holds now"), rows, (0.13, 0.87)),) if rows else ()


def _addendum_questions(dossier: Dossier) -> Blocks:
    about = _addendum(dossier)
    rows = [
        (str(n), q.question.strip(), q.answer.strip() or "Open.")
        for n, q in enumerate(dossier.records.questions, start=1)
        if q.addendum == about.number
    ]
    if not rows:
        return (paragraph("No question led to this addendum. The Buyer saw the need itself."),)
    return (table(("No. in the log", "Question", "Answer"), rows, (0.12, 0.42, 0.46)),)


def _addendum_deadline(dossier: Dossier) -> Blocks:
    about, times, locale = _addendum(dossier), dossier.timetable, locale_of(dossier)
    old, new = deadline(dossier, about.number - 1), deadline(dossier, about.number)
    if times is None or old is None or new is None:
        return ()
    hour = f"{times.submit_time} {times.time_zone}"
    if old == new:
        text = f"The deadline for Proposals does not change: {locale.date(old)}, {hour}."
        why = f" Reason: {about.no_extension.strip()}" if about.no_extension else ""
        return (paragraph(text + why),)
    text = (
        f"The deadline for Proposals is now {locale.date(new)}, {hour}. It was {locale.date(old)}. "
    )
    return (paragraph(f"{text}Every other date in the documents stays, unless listed above."),)


def _bids(dossier: Dossier) -> Blocks:
    received = [b for b in dossier.records.bidders if b.received is not None]
    received.sort(key=lambda one: (str(one.received), one.id))
    rows = [
        (str(n), b.name, locale_of(dossier).date(b.received), _in_time(dossier, b), "", "")
        for n, b in enumerate(received, start=1)
        if b.received is not None
    ]
    header = ("No.", "Bidder", "Came in", "In time", "Hour, receipt sent", "Taken in by")
    return (table(header, rows or [("",) * 6] * 8, (0.07, 0.27, 0.17, 0.15, 0.17, 0.17)),)


def _in_time(dossier: Dossier, bidder: Bidder) -> str:
    last = deadline(dossier)
    if bidder.received is None or last is None:
        return ""
    if bidder.received == last:
        return "if before the hour"
    return "yes" if bidder.received < last else "no: late"


def _demo_journeys(dossier: Dossier) -> Blocks:
    """What users ask to see, group by group; neither price nor technology."""
    rows = [(user.name, journey.strip(), "") for user in dossier.users for journey in user.journeys]
    header = ("Who", "Show us", "What we saw, and where it stuck")
    return (table(header, rows or [("", "", "")] * 6, (0.2, 0.42, 0.38)),)


def _demo_technical(dossier: Dossier) -> Blocks:
    asks = [
        f"Exchange data with: {system.name} ({system.interface})"
        for system in dossier.environment.systems
    ]
    asks += [f"Show how this is met: {standard}" for standard in dossier.environment.standards]
    asks += [
        "Give one user’s rights to another, and take them away again",
        "Show the log of who saw and changed a record",
        "Hand out all data in an open format, with its description",
        "Install a new version, and go back to the one before",
        spelled(
            "Show the list of components with their licences and open weaknesses",
            dossier.project.language,
        ),
    ]
    rows = [(str(n), ask, "") for n, ask in enumerate(asks, start=1)]
    return (table(("No.", "Show us", "What we saw"), rows, (0.08, 0.52, 0.4)),)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "addenda": _addenda,
    "addendum-changes": _addendum_changes,
    "addendum-deadline": _addendum_deadline,
    "addendum-questions": _addendum_questions,
    "agendas": _agendas,
    "audiences": _audiences,
    "bid-register": _bids,
    "demo-journeys": _demo_journeys,
    "demo-technical": _demo_technical,
    "events": _events,
    "facts": _facts,
    "notices": _notices,
    "promotion": _promotion,
    "questions": _questions,
    "questions-count": _questions_count,
    "timetable-now": _timetable_now,
}
