"""Dagster's own web app, in this process and behind our guard, under `/dagster`."""

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import DagsterInstance
from dagster._core.workspace.context import WorkspaceProcessContext, WorkspaceRequestContext
from dagster._core.workspace.load_target import WorkspaceFileTarget
from dagster_webserver.app import create_app_from_workspace_process_context
from dagster_webserver.version import __version__
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp

from desk.server.compression import packed
from desk.server.guard import may_command_dagster
from desk.server.way_back import with_way_back
from desk.web.guarded import visitor_of

PREFIX = "/dagster"
POLL_MILLISECONDS = 2000
STATEMENT_MILLISECONDS = 15_000
"""The stock web server's limit for one query of the database."""


class GuardedWorkspace(WorkspaceProcessContext):
    """Gives whoever may only look Dagster's own read-only permissions, so that its pages say so."""

    def create_request_context(self, source: object | None = None) -> WorkspaceRequestContext:
        """Make the context of one request by who asks; nobody known means read-only."""
        visitor = visitor_of(source) if isinstance(source, HTTPConnection) else None
        return WorkspaceRequestContext(
            instance=self._instance,
            current_workspace=self.get_current_workspace(),
            process_context=self,
            version=self.version,
            source=source,
            read_only=not may_command_dagster(visitor),
        )


@contextmanager
def dagster_app(instance: DagsterInstance, workspace_file: str) -> Iterator[ASGIApp]:
    """Load the workspace and yield the app; its threads end with the block."""
    instance.optimize_for_webserver(
        statement_timeout=STATEMENT_MILLISECONDS, pool_recycle=-1, max_overflow=0
    )
    target = WorkspaceFileTarget(paths=[workspace_file])
    with GuardedWorkspace(instance, target, version=__version__) as workspace:
        # What a page asks about checks names every video once for each check: megabytes of IDs.
        pages = create_app_from_workspace_process_context(workspace, PREFIX, POLL_MILLISECONDS)
        yield packed(with_way_back(pages))
