"""``rfpkit timetable``: the three timetables, the calendar file, the exit code."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

from icalendar import Calendar

from .in_process import rfpkit

ROOT = Path(__file__).resolve().parents[2]
EU = ROOT / "examples" / "eu-open-permits" / "spec.yml"
PROJECT_DAY = dt.date(2027, 2, 1)  # the date of its documents


def other(tmp_path: Path, old: str, new: str) -> Path:
    spec = tmp_path / "spec.yml"
    text = EU.read_text(encoding="utf-8")
    assert old in text
    spec.write_text(text.replace(old, new), encoding="utf-8")
    return spec


def test_the_three_timetables_stand_side_by_side():
    command = [sys.executable, "-m", "rfpkit", "timetable", str(EU)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Earliest lawful Recommended     In the spec" in done.stdout
    assert "Wed 2027-03-03  Mon 2027-03-15  Mon 2027-03-15" in done.stdout
    assert "+30 d, 22 wd    +42 d, 30 wd    +42 d, 30 wd" in done.stdout
    assert "Directive 2014/24/EU, Article 27(4) [verified]" in " ".join(done.stdout.split())
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_an_unlawful_date_is_told_at_its_line_and_exits_with_one(tmp_path: Path):
    spec = other(tmp_path, "issue: 2027-02-01", "issue: 2027-02-15")
    spec.write_text(
        spec.read_text(encoding="utf-8")
        .replace("date: 2027-02-01", "date: 2027-01-25")
        .replace("briefing: 2027-02-09", "briefing: 2027-02-16"),
        encoding="utf-8",
    )
    done = rfpkit("timetable", spec)
    assert done.returncode == 1, done.stdout + done.stderr
    line = next(n for n, row in enumerate(spec.read_text().splitlines(), 1) if "  submit:" in row)
    assert f"error: {spec}:{line}:" in done.stderr
    assert "so 2027-03-17 at the earliest; Directive 2014/24/EU, Article 27(4)" in done.stderr


def test_from_another_day_there_is_no_column_of_the_spec():
    done = rfpkit("timetable", EU, "--from", "2027-06-01")
    assert done.returncode == 0, done.stderr
    assert "Tue 2027-06-01" in done.stdout
    assert "In the spec" not in done.stdout


def test_json_says_all_that_the_text_says():
    data = json.loads(rfpkit("timetable", EU, "--format", "json").stdout)
    submit = next(stage for stage in data["stages"] if stage["id"] == "submit")
    assert submit["earliest"] == {
        "date": "2027-03-03", "calendar_days": 30, "working_days": 22, "day_off": None,
    }  # fmt: skip
    assert submit["minimum"]["source"]["verified"] is True
    assert data["problems"] == []


def test_the_calendar_file_holds_every_date_and_is_the_same_again(tmp_path: Path):
    first, second = tmp_path / "one.ics", tmp_path / "two.ics"
    for target in (first, second):
        assert rfpkit("timetable", EU, "--ics", target).returncode == 0
    assert first.read_bytes() == second.read_bytes()
    calendar = Calendar.from_ical(first.read_bytes())
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    submit = events["vh-2027-018-submit@rfpkit"]
    assert submit.decoded("DTSTART") == dt.date(2027, 3, 15)
    assert submit.decoded("DTEND") == dt.date(2027, 3, 16)
    assert all(event.decoded("DTSTAMP").date() == PROJECT_DAY for event in events.values())
    assert "vh-2027-018-limit-answers@rfpkit" in events
    assert "vh-2027-018-duty-award-notice@rfpkit" in events


def test_an_independent_reading_of_the_calendar_file_finds_it_well_formed(tmp_path: Path):
    target = tmp_path / "dates.ics"
    rfpkit("timetable", EU, "--ics", target)
    data = target.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 5
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids) == lines.count("BEGIN:VEVENT")
    assert sum(line.startswith("DTSTAMP:") for line in lines) == len(uids)


def test_the_calendar_file_is_named_so_and_nothing_is_written_otherwise(tmp_path: Path):
    target = tmp_path / "dates.txt"
    done = rfpkit("timetable", EU, "--ics", target)
    assert done.returncode == 2
    assert "is to be a calendar file; name it ….ics" in done.stderr
    assert not target.exists()


def test_a_calendar_file_that_cannot_be_written_is_a_clear_answer(tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = rfpkit("timetable", EU, "--ics", tmp_path / "file" / "dates.ics")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_region_that_nobody_knows_is_a_fault_at_its_line(tmp_path: Path):
    spec = other(tmp_path, "  country: NL\n", "  country: NL\n  region: ZZ\n")
    done = rfpkit("timetable", spec)
    assert done.returncode == 2
    assert "no public holidays are known for “ZZ”" in done.stderr
    assert f"{spec}:" in done.stderr
