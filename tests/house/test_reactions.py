"""What follows from what: declared by the reactions (`activity.reacting`, rule 5), and without a circle."""

from graphlib import TopologicalSorter

from kesher.activity import reacting


def test_reactions_together_run_in_no_circle():
    TopologicalSorter(reacting.graph()).prepare()  # raises CycleError, which names the circle


def test_the_graph_holds_the_reactions_of_the_product():
    assert reacting.graph()["staff.left"] >= {"customer.changed", "customer.converted"}
