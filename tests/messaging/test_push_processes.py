"""A worker that is killed while it hands a message to the push service: another one hands it over again, and the person is
told once, since both have one tag and the notice is one row.
"""

import json
import time

from tests.core.test_job_processes import wait_for, worker
from tests.messaging import push_service

TELL = """
import json, sys
from django.utils import timezone
from kesher.core.owning import acting_for
from kesher.messaging import noticing, pushing
from tests import make
business = make.business()
staff = make.staff(business)
with acting_for(business):
    subscription = json.loads(sys.argv[1])
    pushing.subscribe(staff, **subscription, name="", shows_details=True, now=timezone.now())
    for _time in range(2):
        noticing.tell(staff, kind="assigned", text="Inquiry 12 is yours", path="/b/ours/", key="one",
            now=timezone.now(), by_push=True)
"""


def test_the_message_of_a_killed_worker_is_sent_again_and_seen_once(installation, monkeypatch):
    monkeypatch.setattr(installation, "environment", with_local_push(installation.environment))
    with push_service.running() as service:
        assert installation.python(TELL, json.dumps(service.subscription)).wait(60) == 0
        service.pause = 60
        with worker(installation) as first:
            wait_for(lambda: len(service.messages) == 1)
            first.kill()
        service.pause = 0

        with worker(installation):
            wait_for(lambda: len(service.messages) == 2)
            time.sleep(1)

    assert len({one["tag"] for one in service.messages}) == 1
    assert len(service.messages) == 2
    assert installation.rows("SELECT count(*) FROM messaging_notice") == [(1,)]


def with_local_push(environment):
    return lambda **more: environment(**{"PUSH_HOSTS": "localhost", **more})
