"""Typefaces: the licence and the makers of each font that comes with the factory."""

POPPINS = ("OFL-1.1", "The Poppins Project Authors (https://github.com/itfoundry/Poppins)")
ANTON = ("OFL-1.1", "The Anton Project Authors (https://github.com/googlefonts/AntonFont)")
FIRA = ("OFL-1.1", "The Mozilla Foundation and Telefonica S.A. (https://github.com/mozilla/Fira)")
PLEX = ("OFL-1.1", "IBM Corp. (https://github.com/IBM/plex)")
VARELA = (
    "OFL-1.1",
    "The Varela Round Project Authors (https://github.com/alefalefalef/Varela-Round-Hebrew)",
)
KANIT = ("OFL-1.1", "The Kanit Project Authors (https://github.com/cadsondemak/kanit)")
NOTO_CJK = ("OFL-1.1", "Adobe (https://github.com/notofonts/noto-cjk)")

TITLE_FONT = "Anton"
"""In which titles stand on thumbnails and on the first seconds."""
LOWER_THIRD_FONT = "Poppins SemiBold"
"""In which chapters' titles stand in the picture."""

FONTS = {
    "Poppins ExtraBold": POPPINS,
    "Poppins SemiBold": POPPINS,
    "Poppins Medium": POPPINS,
    "Anton": ANTON,
    "Fira Sans ExtraBold": FIRA,
    "IBM Plex Sans Arabic": PLEX,
    "Varela Round": VARELA,
    "Noto Sans CJK JP": NOTO_CJK,
    "Kanit ExtraBold": KANIT,
}
"""Licence and attribution of each font that a format may name, for captions and thumbnail."""
