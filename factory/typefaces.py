"""Typefaces: the licence and the makers of each font that comes with the factory."""

POPPINS = ("OFL-1.1", "The Poppins Project Authors (https://github.com/itfoundry/Poppins)")
ANTON = ("OFL-1.1", "The Anton Project Authors (https://github.com/googlefonts/AntonFont)")

TITLE_FONT = "Anton"
"""In which titles stand on thumbnails."""

FONTS = {
    "Poppins ExtraBold": POPPINS,
    "Poppins SemiBold": POPPINS,
    "Poppins Medium": POPPINS,
    "Anton": ANTON,
}
"""Licence and attribution of each font that a format may name, for captions and thumbnail."""
