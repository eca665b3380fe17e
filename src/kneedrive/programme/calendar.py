"""The programme as an iCalendar file that updates what it wrote before (RFC 5545).

The same session keeps its UID for as long as the programme lives; a changed one comes with a higher
SEQUENCE, one that is gone is cancelled. Who counts the sequences is the journal.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from kneedrive.programme.calendar_entry import Numbered

ALARM_BEFORE = timedelta(minutes=30)
PRODUCT = "-//Kneedrive//Programme//EN"


def calendar_file(entries: Iterable[Numbered], name: str = "") -> bytes:
    """The file. Times carry their zone, and the zone's rules come with them.

    name : whose it is, in the calendar's name; empty where that needs no saying
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Kneedrive {name}".strip())
    for numbered in entries:
        calendar.add_component(_event(numbered))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(numbered: Numbered) -> Event:
    entry = numbered.entry
    start = datetime.combine(entry.day, entry.at, ZoneInfo(entry.zone))
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", numbered.sequence)
    event.add("dtstamp", numbered.changed_at.replace(tzinfo=UTC))
    event.add("last-modified", numbered.changed_at.replace(tzinfo=UTC))
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=entry.minutes))
    event.add("summary", entry.summary)
    event.add("description", entry.text)
    event.add("status", "CANCELLED" if numbered.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if not numbered.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -ALARM_BEFORE)
        alarm.add("description", entry.summary)
        event.add_component(alarm)
    return event
