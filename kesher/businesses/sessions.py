"""Sessions in the database, as Django keeps them; the one that every page reads is asked by a compiled statement."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from kesher.core.statements import compiled


@compiled
def kept(key: str) -> Any:
    return Session.objects.filter(session_key=key)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found: list[Session] = kept(self.session_key or "")
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None
