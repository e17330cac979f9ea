"""Days of an agreement as iCalendar: whole days with a reminder a week before."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from extractor.diary import Day, Diary
from extractor.reports.safe import printable

REMINDER = timedelta(days=-7)
LONGEST_QUOTE = 400


def render(found: Diary, *, now: datetime | None = None) -> str:
    """Return the calendar; the same day of the same agreement keeps its identity, so that importing twice changes nothing."""
    book = Calendar()
    book.add("prodid", "-//sla-extractor//export//EN")
    book.add("version", "2.0")
    for day in found.days:
        book.add_component(_event(day, found.title, now or datetime.now(UTC)))
    text = str(book.to_ical(), "utf-8")
    return text if text.endswith("\r\n") else f"{text}\r\n"


def _event(day: Day, title: str, now: datetime) -> Event:
    summary = printable(f"{day.title}: {title}")
    event, alarm = Event(), Alarm()
    event.add("uid", hashlib.sha256(f"{summary}{day.day}".encode()).hexdigest()[:32] + "@sla-extractor")
    event.add("dtstamp", now)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join([printable(day.reason), *(_quoted(q.text, q.clause, q.page) for q in day.quotes)]))
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event


def _quoted(text: str, clause: str, page: int | None) -> str:
    words = printable(text)
    words = words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"
    return printable(clause) + (f", p. {page}" if page else "") + f": “{words}”"
