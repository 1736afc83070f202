"""A club's own look: name, logo, colour and where its results are to be found, from one TOML file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pitboard.errors import UsageError
from pitboard.model.palette import contrast

LARGEST_LOGO_BYTES = 2_000_000
LEAST_CONTRAST = 4.5
"""Of text on its ground, as WCAG asks for."""


class Club(BaseModel):
    """Whose paper it is.

    Attributes:
        name: in the head; empty for none.
        logo: SVG or PNG file, beside the TOML file.
        accent: colour of rules and the status box, `#rrggbb`; dark enough to read on white.
        publish_url: where `pitboard publish` was put; the QR code then leads there.
        signatures: roles that sign, in order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    logo: Path | None = None
    accent: str = Field(default="#16191d", pattern=r"^#[0-9a-fA-F]{6}$")
    publish_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    signatures: tuple[str, ...] = ("timekeeper", "race_director")

    @field_validator("accent")
    @classmethod
    def _dark_enough(cls, accent: str) -> str:
        if contrast(accent, "#ffffff") < LEAST_CONTRAST:
            raise ValueError(f"expected a colour dark enough to read on white ({LEAST_CONTRAST}:1)")
        return accent

    @staticmethod
    def read(path: Path) -> Club:
        """Read `club.toml`.

        Raises:
            UsageError: it is not there or wrong; every mistake is named.
        """
        try:
            club = Club.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: expected TOML, {error}") from None
        except ValidationError as error:
            told = "; ".join(
                f"{'.'.join(map(str, one['loc']))}: {one['msg']}, was {one['input']!r}"
                for one in error.errors()
            )
            raise UsageError(f"{path}: {told}") from None
        if club.logo is None:
            return club
        logo = path.parent / club.logo
        if logo.suffix.lower() not in (".svg", ".png") or not logo.is_file():
            raise UsageError(f"{path}: logo: expected an SVG or PNG file, was {str(club.logo)!r}")
        if logo.stat().st_size > LARGEST_LOGO_BYTES:
            size = logo.stat().st_size
            raise UsageError(f"{path}: logo: expected at most {LARGEST_LOGO_BYTES:,} bytes, was {size:,}")
        return club.model_copy(update={"logo": logo})
