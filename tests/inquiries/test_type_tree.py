from kesher.inquiries import type_tree
from kesher.inquiries.asking import Choice

TYPES = [
    Choice(1, "Printing"), Choice(2, "Network"), Choice(3, "Slow", above=2), Choice(4, "Cut", above=2),
    Choice(5, "At night", above=4),
]  # fmt: skip


def test_a_type_is_called_by_its_path_and_stands_below_its_parent_in_the_order_of_the_list():
    assert [one.name for one in type_tree.in_order(TYPES)] == [
        "Printing", "Network", "Network › Slow", "Network › Cut", "Network › Cut › At night",
    ]  # fmt: skip


def test_a_type_whose_parent_is_not_given_stands_at_the_top():
    assert [one.name for one in type_tree.in_order(TYPES[2:])] == ["Slow", "Cut", "Cut › At night"]


def test_below_a_type_are_all_however_deep():
    assert sorted(type_tree.below(TYPES, [2])) == [3, 4, 5]
    assert type_tree.below(TYPES, [4, 5]) == []
    assert type_tree.below(TYPES, [1, 9]) == []


def test_types_at_the_top_are_known_with_all_that_stands_below_them():
    assert [(one.name, sorted(under)) for one, under in type_tree.tops(TYPES)] == [("Network", [3, 4, 5])]
