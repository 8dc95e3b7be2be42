"""The application that the web server calls, whole before the first request: the pages too, which Django would read then."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

ALLOCATIONS = 50_000
"""between two looks for garbage: a page makes some ten thousand objects, nearly all freed without a look"""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kesher.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
gc.freeze()
gc.set_threshold(ALLOCATIONS, 10, 5)
gc.enable()
