"""Every page, seen in both languages, both themes, on the desk and on the phone: nobody is kept out (WCAG 2.1 AA)."""

from tests.journeys.crawl import told


def test_axe_finds_nothing_on_any_page(visits):
    assert told({path: visit.axe for path, visit in visits.items()}) == ""


def test_no_page_is_wider_than_its_screen(visits):
    assert told({path: visit.wide for path, visit in visits.items()}) == ""
