"""A video is rendered or planned until the run that does so has ended: only the views change."""

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Apply; views are made anew after every migration."""
