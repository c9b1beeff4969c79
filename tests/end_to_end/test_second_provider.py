"""The real graph while a vendor is away and a picture is flagged: who stood in, and what stops."""

from pathlib import Path

from factory.channel.provider_settings import Moderation, Music, Pictures, Voice
from factory.speech.narration import Narration
from resources.catalogue.catalogue import open_catalogue
from tests.fakes.manifests import SENTENCES, VIDEO_ID, a_brief, a_channel, an_accepted_brief
from tests.fakes.phase_worker import begun
from tests.fakes.vendors import Vendors

CHANNEL = a_channel(
    name="bought",
    music=Music(kind="none"),
    voice=Voice(provider="google", name="en-US-Neural2-D", fallback=Voice(provider="piper")),
    pictures=Pictures(provider="pexels"),
    moderation=Moderation(),
)


def test_a_vendor_that_is_away_and_a_flagged_picture(
    database_url: str, vendors: Vendors, tmp_path: Path
):
    catalogue = open_catalogue(database_url)
    words = f"{SENTENCES[0]}. {SENTENCES[1]}.\n\n{SENTENCES[2]}."
    brief = a_brief(channel="bought", format="draft", words=words)
    catalogue.briefs.accept(an_accepted_brief(CHANNEL).model_copy(update={"brief": brief}))
    vendors.order("status", vendor="google", status=500, times=99)
    vendors.order("flagged", vendor="openai", skip=1, categories=["violence/graphic"])

    worker = begun(tmp_path, database_url, vendors.variables, VIDEO_ID, "plan")
    worker.ready()
    worker.go()
    ended = worker.ended()

    assert not ended["success"]
    assert "visuals: not pictures_pass_moderation" in ended["why"]
    assert "violence/graphic" in ended["why"]
    assert vendors.paid("google") == []
    narration = next(tmp_path.rglob("narration.json")).read_bytes()
    voice = Narration.from_json(narration).provider
    assert (voice.name, voice.instead_of) == ("piper", "google")
    stood_in = catalogue.reports.show(VIDEO_ID).stand_ins
    assert ("speech", "piper", "google") in {
        (row.kind, row.provider, row.instead_of) for row in stood_in
    }
    catalogue.engine.dispose()
