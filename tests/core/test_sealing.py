from kesher.core import sealing


def test_what_was_sealed_opens_again():
    assert sealing.opened(sealing.sealed("סוד")) == "סוד"


def test_what_was_sealed_does_not_show_the_text():
    assert "secret" not in sealing.sealed("secret")


def test_what_another_installation_sealed_is_not_opened(settings):
    text = sealing.sealed("secret")
    settings.SECRET_KEY = "another"

    assert sealing.opened(text) is None
