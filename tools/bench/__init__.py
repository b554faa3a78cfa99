"""`make bench`: timings in tables, with the machine and the corpus they were taken on."""
