"""The page's types are the server's: `frontend/src/wire.ts` is what `tools.wire_types` writes."""

from tools.wire_types import TARGET, generate


def test_the_typescript_types_are_generated_from_the_python_ones():
    assert TARGET.read_text(encoding="utf-8") == generate(), "run python -m tools.wire_types"
