"""Whoever adds a key to a person says what a merge does with it; likewise for what a person may have only once."""

from django.db import models

from kesher.customers.merge_policy import CLASHES, KEEP, MOVE, POLICIES
from kesher.customers.models import Customer


def keys():
    return {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}": relation
        for relation in Customer._meta.related_objects
    }


def test_every_key_to_a_person_has_a_policy():
    assert sorted(set(keys()) - set(POLICIES)) == []


def test_no_policy_is_left_of_a_key_that_is_gone():
    assert sorted(set(POLICIES) - set(keys())) == []


def test_every_policy_moves_or_keeps():
    assert {policy.way for policy in POLICIES.values()} <= {MOVE, KEEP}


def test_what_a_person_may_have_once_says_what_gives_way():
    rules = {
        rule.name
        for label, relation in keys().items()
        if POLICIES[label].way == MOVE and not isinstance(relation.field, models.OneToOneField)
        for rule in relation.related_model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and relation.field.name in rule.fields
    }

    assert sorted(rules ^ set(CLASHES)) == []
