"""Reactions of a test's own, forgotten after it."""

from collections import defaultdict

import pytest

from kesher.activity import reacting


@pytest.fixture
def registry(monkeypatch):
    """No reactions but those the test registers."""
    monkeypatch.setattr(reacting, "_together", defaultdict(list))
    monkeypatch.setattr(reacting, "_afterwards", defaultdict(list))
    monkeypatch.setattr(reacting, "_many", {})
    monkeypatch.setattr(reacting, "_records", {})
    monkeypatch.setattr(reacting, "_names", {})
