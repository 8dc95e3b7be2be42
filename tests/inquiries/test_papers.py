import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import override

from kesher.core.owning import acting_for
from kesher.inquiries import papers, treating
from tests import make
from tests.inquiries.test_signing import signed
from tests.make.files import picture


@pytest.fixture
def call(world):
    text = 'Leak under the sink @ "A" #1 // * מתחת לכיור'
    return make.inquiry(
        world.ours, kind="service-call", customer=world.customer, by=world.staff, details=text
    )


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("paper", [papers.order, papers.report])
def test_a_paper_is_a_pdf_in_either_language(world, call, paper, language):
    with acting_for(world.ours), override(language):
        assert paper(call).startswith(b"%PDF-")


def test_the_logo_of_the_business_stands_on_the_papers_where_it_has_one(world, call, monkeypatch):
    seen, made = [], papers.pdf.made
    monkeypatch.setattr(papers.pdf, "made", lambda *a, **k: seen.append((a[1]["logo"], k)) or made(*a, **k))
    with acting_for(world.ours):
        papers.order(call)
        call.business.logo.save("mark.png", ContentFile(picture("PNG")), save=False)
        assert papers.order(call).startswith(b"%PDF-")

    assert [logo for logo, _given in seen] == [None, "logo.png"]
    assert list(seen[1][1]["pictures"]) == ["logo.png"]


def test_the_report_carries_the_signature(world, call):
    signature = signed(world, call)

    with acting_for(world.ours), override("en"):
        assert papers.signed(call, signature)["note"] == ""
        assert papers.report(call).startswith(b"%PDF-")


def test_a_change_after_signing_shows_on_the_report(world, call):
    signature = signed(world, call)
    with acting_for(world.ours), override("en"):
        call.details = "Something else"

        assert papers.signed(call, signature)["note"] == "Changed after it was signed"


def test_the_report_tells_the_discount_of_a_line(world):
    with acting_for(world.ours), override("en"):
        make.contract(world.customer, clauses=[make.discount(parts=10)])
        call = make.inquiry(world.ours, kind="service-call", customer=world.customer)
        kind = world.ours.treatment_types.filter(sub_type="parts").first()
        treating.add(call, type=kind, item="Switch", by=world.staff, now=timezone.now())

        assert papers.lines_of(call)[0][0] == "Switch (10% off)"


def test_the_pages_show_the_day_and_the_papers(desk, world, call):
    assert desk.get("/b/ours/inquiries/my-day/").status_code == 200
    assert desk.get(f"/b/ours/inquiries/{call.pk}/order/")["Content-Type"] == "application/pdf"
    assert desk.get(f"/b/ours/inquiries/{call.pk}/report/")["Content-Type"] == "application/pdf"
    assert desk.get(f"/b/ours/inquiries/{call.pk}/sign/").status_code == 200
    assert desk.post(f"/b/ours/inquiries/{call.pk}/sign/", {"name": "Dana"}).status_code == 422
