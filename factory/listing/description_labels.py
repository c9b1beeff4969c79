"""Labels of a description: headings, disclosures and other words beside the video's own, in its language."""

from dataclasses import dataclass

from factory.text.languages import primary_language


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings and sentences of a description."""

    introduction: str
    chapters: str
    credits: str
    voice: str
    picture: str
    pictures: str
    music: str
    lettering: str
    disclosure: str
    """With `{made}` for what a computer made: one thing or several, so no verb stands beside it."""
    paid_promotion: str
    made_words: str
    made_voice: str
    made_pictures: str
    made_music: str
    conjunction: str


_LABELS = {
    "en": Labels(
        "Introduction",
        "Chapters",
        "Credits",
        "Voice",
        "Picture",
        "Pictures",
        "Music",
        "Lettering",
        "Synthetic media (computer-generated) in this video: {made}.",
        "Paid promotion: somebody gave something for what this video shows or says.",
        "words",
        "voice",
        "pictures",
        "music",
        "and",
    ),
    "de": Labels(
        "Einleitung",
        "Kapitel",
        "Mitwirkende",
        "Stimme",
        "Bild",
        "Bilder",
        "Musik",
        "Schrift",
        "Synthetische Medien (computergeneriert) in diesem Video: {made}.",
        "Werbung: Für etwas, das dieses Video zeigt oder sagt, gab es eine Gegenleistung.",
        "Text",
        "Stimme",
        "Bilder",
        "Musik",
        "und",
    ),
    "fr": Labels(
        "Introduction",
        "Chapitres",
        "Crédits",
        "Voix",
        "Image",
        "Images",
        "Musique",
        "Police",
        "Médias synthétiques (générés par ordinateur) dans cette vidéo : {made}.",
        "Publicité : cette vidéo contient une communication commerciale rémunérée.",
        "texte",
        "voix",
        "images",
        "musique",
        "et",
    ),
    "es": Labels(
        "Introducción",
        "Capítulos",
        "Créditos",
        "Voz",
        "Imagen",
        "Imágenes",
        "Música",
        "Tipografía",
        "Medios sintéticos (generados por ordenador) en este vídeo: {made}.",
        "Publicidad: este vídeo contiene una promoción pagada.",
        "texto",
        "voz",
        "imágenes",
        "música",
        "y",
    ),
}


def labels(language: str) -> Labels:
    """Return the words of a language, whatever its region; English where we have none."""
    return _LABELS.get(primary_language(language), _LABELS["en"])


def joined(things: list[str], conjunction: str) -> str:
    """Return `a, b and c`."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {conjunction} {things[-1]}"
