"""The application that the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

ALLOCATIONS = 50_000
"""between two looks for garbage: a page makes some ten thousand objects, nearly all freed without a look"""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kesher.config.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()
gc.set_threshold(ALLOCATIONS, 20, 20)
