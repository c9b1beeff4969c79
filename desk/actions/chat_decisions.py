"""Decisions from chats: who clicked, whether they may, and what came of it."""

from desk.actions.about_video import master_of
from desk.actions.acting import acting, acting_as
from desk.actions.publishing.alternatives import decide_all_shown
from desk.actions.publishing.post_changes import agreements_of
from desk.actions.publishing.reviews import record
from factory.errors import FactoryError, PermanentError, TransientError
from factory.messages.click import PLANNED, Click, Reply, Taken
from factory.people.chat_account import ChatAccount
from factory.people.person import Person
from factory.people.role import may
from factory.ports import ClickDoor
from factory.reviews.decision import NEEDS_A_NOTE
from factory.reviews.seen_hashes import seen_digits, seen_on_button
from factory_assets.publishing.message_delivery import deliver
from factory_assets.publishing.post_change_messages import ChangeMessages
from factory_assets.publishing.review_messages import ReviewMessages
from factory_assets.publishing.review_wording import WORDS
from wiring.factory import Factory, open_factory


def answer(factory: Factory, door: ClickDoor, click: Click) -> Reply:
    """Do what a click asks, and return what its messenger is answered."""
    if click.kind == "nothing":
        return Reply()
    if click.kind == "greeting":
        return door.tell(click, Taken(counted=True, words=""))
    if click.kind == "press" and click.decision in NEEDS_A_NOTE:
        refused = _why_not(factory, click)
        return (
            door.tell(click, Taken(counted=False, words=refused))
            if refused
            else door.ask_why(click)
        )
    return door.tell(click, take(factory, click))


def take(factory: Factory, click: Click) -> Taken:
    """Record the decision of a click, once, in the name of whoever clicked.

    Raises:
        TransientError: the database is away; nothing was decided.
    """
    before = factory.catalogue.clicks.before(click)
    if before:
        return before
    taken = _taken(factory, click)
    factory.catalogue.clicks.took(click, taken)
    return taken


def _taken(factory: Factory, click: Click) -> Taken:
    refused, person = _why_not(factory, click), _person(factory, click)
    if (
        refused
        or person is None
        or click.decision is None
        or click.messenger in ("email", "apprise")
    ):
        return Taken(counted=False, words=refused)
    try:
        with acting_as(person.name, click.messenger), factory.kept_to(person.tenant):
            if click.seen.startswith(PLANNED):
                return _planned(factory, click, person)
            seen = _seen(factory, click)
            review = record(factory, click.video_id, click.decision, seen, click.note)
    except TransientError:
        raise
    except FactoryError as error:
        return Taken(counted=False, words=str(error))
    words = f"{WORDS[review.decision]} by {review.reviewer}."
    return Taken(counted=True, words=words, message=messages_of(factory).decided(click.video_id))


def _planned(factory: Factory, click: Click, person: Person) -> Taken:
    """Decide about the planned changes that a message showed."""
    if click.decision != "approved" and click.decision != "rejected":
        return Taken(counted=False, words="Planned changes are approved or rejected.")
    shown = click.seen.removeprefix(PLANNED)
    decide_all_shown(factory, click.video_id, shown, click.decision, click.note)
    message = change_messages_of(factory).decided(click.video_id)
    return Taken(counted=True, words=f"{WORDS[click.decision]} by {person.name}.", message=message)


def _seen(factory: Factory, click: Click) -> str:
    """Return the hashes of the master and listing that the button was shown with.

    Raises:
        PermanentError: they are not those that lie there now.
    """
    master = master_of(factory, click.video_id)
    if seen_on_button(master.sha256, master.listing_sha256) != click.seen:
        raise PermanentError(
            f"{click.video_id}: the master or the listing changed since it was shown; nothing was "
            f"decided. Look at both as they are now (`factory show {click.video_id}`), then decide "
            f"with --seen {master.seen}"
        )
    return seen_digits(master.sha256, master.listing_sha256)


def _person(factory: Factory, click: Click) -> Person | None:
    return factory.people.chat_accounts.person(click.messenger, click.account)


def _why_not(factory: Factory, click: Click) -> str:
    """Say why whoever clicked may not decide about that video; empty when they may."""
    person = _person(factory, click)
    if person is None:
        return (
            f"Nobody in the factory is known as {click.messenger}:{click.account}. An admin says who "
            f"you are: factory people chat NAME {click.messenger}:{click.account}"
        )
    if person.disabled:
        return f"{person.name} is shut out of the factory."
    if not may(person.role, "reviewer"):
        return f"{person.name} is a {person.role} here; a reviewer decides."
    if person.tenant and factory.people.tenant_of(click.video_id) != person.tenant:
        return f"That video is none of {person.tenant}'s, whose videos alone {person.name} reaches."
    return ""


def messages_of(factory: Factory) -> ReviewMessages:
    """Return what is said of the factory's reviews."""
    facts = factory.catalogue
    return ReviewMessages(
        waits=facts.review_waits,
        messages=facts.messages,
        messengers=factory.messengers,
        briefs=facts.briefs,
        artifacts=facts.artifacts,
        costs=facts.costs,
        reviews=facts.reviews,
        store=factory.store,
        waivers=facts.waivers,
        outlets=factory.outlets,
    )


def change_messages_of(factory: Factory) -> ChangeMessages:
    """Return what is said of the factory's planned changes."""
    facts = factory.catalogue
    return ChangeMessages(
        planned=facts.planned_changes,
        agreements=agreements_of(factory),
        messages=facts.messages,
        messengers=factory.messengers,
        briefs=facts.briefs,
        artifacts=facts.artifacts,
        reviews=facts.reviews,
    )


def carry(factory: Factory) -> None:
    """Send and change what is due now; what cannot be is tried again by the factory's sensor."""
    deliver(factory.catalogue.messages, factory.messengers, factory.store)


def chat_accounts() -> list[ChatAccount]:
    """Return who somebody in a chat is."""
    with open_factory() as factory:
        return factory.people.chat_accounts.all()


def link_account(person: str, address: str) -> ChatAccount:
    """Say whose an account such as `slack:U0123456789` is."""
    with open_factory() as factory:
        return factory.people.chat_accounts.link(person, address, by=acting())


def unlink_account(address: str) -> None:
    """Forget whose an account is."""
    with open_factory() as factory:
        factory.people.chat_accounts.unlink(address, by=acting())
