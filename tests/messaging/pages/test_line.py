def test_the_line_tells_who_is_here_and_the_token_of_now(world, desk):
    told = desk.get("/b/ours/notices/line/").json()

    assert told["person"] == str(world.staff.pk)
    assert len(told["token"]) == 64


def test_without_a_session_it_leads_to_signing_in(client, world):
    answer = client.get("/b/ours/notices/line/", headers={"HX-Request": "true"})

    assert "/accounts/login/" in answer["HX-Redirect"]
