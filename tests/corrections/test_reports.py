"""From a reader's report to a correction: the queue with the paragraph at hand."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from reader.models import Correction, Report
from tests.corrections.conftest import Room
from tests.views.pages import words


def reported(room: Room, asked: str = "?p=2-2") -> Report:
    answer = Client().post(f"/cables/08HALIFAX71/report/{asked}", {"text": "This is paragraph 3.", "contact": "R."})
    assert answer.status_code == 302
    return Report.objects.get()


def shown(room: Room, report: Report) -> LexborHTMLParser:
    return LexborHTMLParser(room.admin.get(reverse("admin:reader_report_change", args=[report.pk])).content.decode())


def test_the_paragraph_is_at_hand(room: Room) -> None:
    page = shown(room, reported(room))
    told = words(page.css_first(".at-hand"))
    assert "The keeper also wants a cat." in words(page.css_first(".reading"))
    assert "marked (C)" in told
    assert "2. (C) The keeper also wants a cat." in words(page.css_first(".wire-lines"))
    assert page.css_first('.at-hand a[href="/cables/08HALIFAX71/#p2-2"]') is not None


def test_a_correction_answers_the_report(room: Room) -> None:
    report = reported(room)
    way = [link.attributes["href"] for link in shown(room, report).css(".at-hand a") if "number" in words(link)]
    form = room.admin.get(way[0])
    assert "This is paragraph 3." in form.content.decode()
    room.admin.post(way[0], {"value": "3", "why": "Reported, and so it is."})
    correction = Correction.objects.get()
    assert (correction.report, correction.value_read, correction.value_given) == (report, 2, 3)
    report.refresh_from_db()
    assert report.state == "mended"
    page = shown(room, report)
    assert "Paragraph number of 08HALIFAX71 was set right" in words(page.css_first(".at-hand"))
    assert page.css_first('.at-hand a[href="/cables/08HALIFAX71/#p3"]') is not None, "found again under its new number"


def test_a_report_on_the_whole_cable(room: Room) -> None:
    report = reported(room, "")
    page = shown(room, report)
    assert "about the cable as a whole" in words(page.css_first(".at-hand"))
    address = page.css_first('.object-tools a[href*="correction/add"]').attributes["href"]
    choose = room.admin.get(address)
    assert choose.status_code == 200
    fields = [
        words(row.css_first("th"))
        for row in LexborHTMLParser(choose.content.decode()).css("#content-main tbody tr")
        if row.css_first("th")
    ]
    assert fields == ["Reference id", "Date", "Classification", "Subject", "TAGS"]
    assert f"report={report.pk}" in choose.content.decode()


def test_the_queue_tells_open_ones_from_answered_ones(room: Room) -> None:
    report = reported(room)
    listed = reverse("admin:reader_report_changelist")
    room.admin.post(listed, {"action": "decline", "_selected_action": [report.pk]})
    assert room.admin.get(f"{listed}?state__exact=open").context["cl"].result_count == 0
    assert room.admin.get(f"{listed}?state__exact=declined").context["cl"].result_count == 1
