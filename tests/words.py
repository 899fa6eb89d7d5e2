"""Whether a word stands in a text by itself."""

import re


def stands(word, text):
    """Whether `text` has `word` (str) where no digit or Latin letter touches it.

    Four digits alone also turn up within a microsecond, a random code or a running number.
    """
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(word)}(?![0-9A-Za-z])", text) is not None
