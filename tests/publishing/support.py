"""Meetings that are published, and a reader of their pages."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from typer.testing import CliRunner

from pitboard.cli.main import app

runner = CliRunner()
QUALIFYING = "202401211355-qualifying"
VOID = {"meta", "link", "br", "img", "hr"}


def run(*arguments: object):
    return runner.invoke(app, [str(one) for one in arguments])


def done(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def issue(log: Path, stage: str, session: str = QUALIFYING) -> None:
    done(
        "issue", f"{log}#{session}", "--stage", stage, "--by", "J. Doe", "--role", "timekeeper", "--why", "x"
    )


def publish(log: Path, out: Path, *more: object) -> str:
    return done("publish", log, "-o", out, *more)


def files(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


class Reader(HTMLParser):
    """Elements in balance, links, ids and texts of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, name, attrs):
        self.names.add(name)
        told = dict(attrs)
        self.attributes |= told.keys()
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told[key] for key in ("href", "src") if key in told]
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        self.text += data


def assert_every_link_leads_somewhere(out: Path) -> None:
    pages = {name: Reader(content) for name, content in files(out).items() if name.endswith(".html")}
    for name, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), name
        for link in page.links:
            if link == "data:,":
                continue
            to = urlsplit(link)
            assert not to.scheme and not to.netloc, f"{name} leads away: {link}"
            target = (out / name).parent / unquote(to.path) if to.path else out / name
            assert target.is_file(), f"{name} leads nowhere: {link}"
            if to.fragment:
                key = target.resolve().relative_to(out.resolve()).as_posix()
                assert to.fragment in pages[key].ids, f"{name}: {link}"
