from kesher.core.quick import QuickEnvironment

ITEM = {"label": "Open", "items": 3}


def drawn(source: str) -> str:
    return QuickEnvironment().from_string(source).render(item=ITEM)


def test_a_mapping_gives_its_keys_and_its_methods():
    assert drawn("{{ item.label }} {{ item.get('label') }} {{ item.items() | length }}") == "Open Open 2"


def test_what_a_mapping_lacks_is_undefined():
    assert drawn("{{ item.tone is defined }}{{ item.tone }}") == "False"
