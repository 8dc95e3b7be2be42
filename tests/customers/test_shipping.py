from django.utils import timezone, translation

from kesher.businesses import opening
from kesher.core.owning import acting_for
from tests import make


def opened(language):
    return opening.open_business(
        slug=f"new-{language}", name="New", owner=make.user(), now=timezone.now(), language=language
    )


def test_a_new_business_finds_stages_of_each_group_and_sources(db):
    business = opened("en")

    with acting_for(business):
        assert set(business.stages.values_list("group", flat=True)) == {"in-progress", "converted", "lost"}
        assert business.sources.filter(name="Website").exists()


def test_the_shipped_names_are_in_the_language_of_the_business(db):
    with translation.override("en"):
        business = opened("he")

    with acting_for(business):
        assert business.stages.order_by("position").first().name == "חדש"
