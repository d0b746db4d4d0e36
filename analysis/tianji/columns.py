"""Tables for the terminal."""

import unicodedata


def columns(rows):
    """A line per row of texts: the first column to the left, the others to the right."""
    widths = [max(_width(row[k]) for row in rows) for k in range(len(rows[0]))]
    return ["  " + "  ".join([_padded(row[0], widths[0], str.ljust), *(_padded(cell, width, str.rjust) for cell, width in zip(row[1:], widths[1:]))]).rstrip()
            for row in rows]


def _width(text):
    """Chinese characters are two columns wide."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text, width, justify):
    return justify(text, width - (_width(text) - len(text)))
