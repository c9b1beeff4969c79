"""Events: whoever has read up to one has read all before it, in whatever order they were begun."""

from factory.workflow import events as topics
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.events import announce


def test_what_is_committed_later_comes_later_though_it_was_begun_before(catalogue: Catalogue):
    with catalogue.engine.begin() as slow:
        announce(slow, topics.BRIEF_REJECTED, None, {"file": "begun first"})
        catalogue.events.announce(topics.BRIEF_REJECTED, None, {"file": "begun second"})
        (seen,) = catalogue.events.after()
        assert seen["payload"] == {"file": "begun second"}
        assert catalogue.events.last() == seen["id"]
    (late,) = catalogue.events.after(seen["id"])
    assert late["payload"] == {"file": "begun first"}
