"""What can be wrong with a backup or a bag, said in a sentence."""


class KeepingError(Exception):
    """It could not be done; nothing was changed. The message says why and what to do."""
