"""A publication for whose video somebody gives something."""

from dataclasses import replace

from factory.ports import Publication


def paid_for(publication: Publication) -> Publication:
    """Return it as its channel or brief says `paid_promotion: true`."""
    channel = publication.channel
    assert channel
    paid = channel.compliance.model_copy(update={"paid_promotion": True})
    return replace(publication, channel=channel.model_copy(update={"compliance": paid}))
