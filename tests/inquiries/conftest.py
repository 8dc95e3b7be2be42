import pytest


@pytest.fixture(autouse=True)
def copies(monkeypatch):
    """Copies by push and mail are messaging's own matter."""
    sent = []
    monkeypatch.setattr(
        "kesher.messaging.noticing.send_copies", lambda staff, **ways: sent.append((staff.pk, ways))
    )
    return sent
