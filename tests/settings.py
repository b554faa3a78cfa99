"""The archive's settings in a directory of the test run's own: no test touches var/."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_directory = tempfile.mkdtemp(prefix="cablearchive-tests-")
atexit.register(shutil.rmtree, _directory, ignore_errors=True)
os.environ["VAR_DIR"] = _directory
os.environ["STATIC_ROOT"] = str(Path(_directory) / "static")
(Path(_directory) / "static").mkdir()
for name in ("SEARCH_URL", "CACHE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "BASE_URL"):
    os.environ.pop(name, None)

from cablearchive.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
