import pytest

PAGES = ["", "details/", "branches/", "branches/add/", "staff/", "staff/?shown=left", "staff/add/", "roles/", "roles/add/",
         "mail/", "security/", "activation/", "backups/", "lists/stages/", "lists/fields/", "lists/fields/add/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_section_opens(desk, page):
    assert desk.get(f"/b/ours/settings/{page}").status_code == 200


