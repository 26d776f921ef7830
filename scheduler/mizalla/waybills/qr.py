"""QR codes as drawings."""

import segno


def qr_code(text: str) -> str:
    """Draw a QR code as SVG, one unit a module, with no border of its own.

    Parameters
    ----------
    text
        What a scanner reads.
    """
    code = segno.make(text, error="m", micro=False)
    drawn: str = code.svg_inline(border=0, omitsize=True)
    return drawn
