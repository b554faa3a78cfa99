"""`python -m tests.keeping.telling exact|contents FILE`: what the archive of this process's environment holds."""

import json
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
    from tests.content import contents, rows

    told = rows() if sys.argv[1] == "exact" else contents()
    Path(sys.argv[2]).write_text(json.dumps(told))
