"""What follows from what: declared by the reactions (`activity.reacting`, rule 5), and without a circle. What runs in
the background has a name for people, since the owner sees what of it failed.
"""

from graphlib import TopologicalSorter

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import override

from kesher.activity import reacting
from kesher.core.jobs import declaring


def test_reactions_together_run_in_no_circle():
    TopologicalSorter(reacting.graph()).prepare()  # raises CycleError, which names the circle


def test_the_graph_holds_the_reactions_of_the_product():
    assert reacting.graph()["staff.left"] >= {"customer.changed", "customer.converted"}


def test_every_job_and_reaction_afterwards_has_a_name_in_both_languages():
    autodiscover_modules("tasks")
    with override("he"):
        hebrew = {**declaring.names(), **reacting.names()}
    with override("en"):
        english = {**declaring.names(), **reacting.names()}
    ours = {path for path in english if path.startswith("kesher.")}

    assert [path for path in sorted(ours) if not english[path] or english[path] == hebrew[path]] == []
