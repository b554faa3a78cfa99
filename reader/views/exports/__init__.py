"""Taking a result home: the whole of it as a file, streamed, in any of FORMATS."""
