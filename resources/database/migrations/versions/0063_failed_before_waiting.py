"""Of outlets one of which failed while another waits, the failure is told, by the views."""

revision = "0063"
down_revision = "0062"


def upgrade() -> None:
    """Apply; the views are made anew after every migration."""
