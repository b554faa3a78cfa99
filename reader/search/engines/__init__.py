"""Search engines: loaded by Haystack from a dotted path, never imported by pages."""
