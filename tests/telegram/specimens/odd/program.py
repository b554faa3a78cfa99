"""Exercise: count fictional words."""
import re

TAGS = ['PREL', 'PGOV']
SUBJECT = re.compile(r'^SUBJECT: (.*)')


def count(path):
    # 1. read
    # 2. split
    with open(path) as f:
        return len(f.read().split())
