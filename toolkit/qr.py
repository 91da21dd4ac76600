"""QR codes as SVG, for papers and pages."""

import segno


def qr_address(text: str) -> str:
    """A data: address of the code, black on nothing, two modules of quiet around it; error correction M (15 %)."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=2, scale=1, xmldecl=False, svgns=True))
