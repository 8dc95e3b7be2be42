"""The strict content policy holds on every page, and nothing fails silently in the console."""

from tests.journeys.crawl import told


def test_no_page_breaks_the_policy(visits):
    assert told({path: visit.policy for path, visit in visits.items()}) == ""


def test_no_page_complains_in_the_console(visits):
    assert told({path: visit.console for path, visit in visits.items()}) == ""


def test_nothing_that_a_page_asks_for_fails(visits):
    assert told({path: visit.failed for path, visit in visits.items()}) == ""
