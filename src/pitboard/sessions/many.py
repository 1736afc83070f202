"""Several sessions at once: folders walked, decisions applied, a bad file costing only its own session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pitboard.errors import DecisionError, PitboardError, UsageError
from pitboard.model import facts as f
from pitboard.racelog import is_selector, open_log, parse_selector, require_path
from pitboard.sessions.opened import Opened, OpenOptions, open_file, open_session
from pitboard.sessions.scored import Scored, score


class Batch:
    """The sessions that a command names.

    Attributes:
        selectors: what is to be opened, in order.
        notes: what the user should know.
        errors: of sessions that could not be scored.
    """

    def __init__(
        self, paths: Sequence[str], options: OpenOptions | None = None, decisions: Path | None = None
    ) -> None:
        self.options = options or OpenOptions()
        self.notes: list[str] = []
        self.errors: list[PitboardError] = []
        self.selectors: list[Any] = _expand(paths)
        self.notes += _without_laps(paths)
        self._rows = _read_decisions(decisions)
        self._used: set[str] = set()

    def opened(self) -> Iterator[Opened]:
        """Open each session; one that cannot be opened goes to `errors`."""
        for selector in self.selectors:
            try:
                opened = self._open(selector)
            except PitboardError as error:
                self.errors.append(error)
                continue
            yield opened

    def _open(self, selector: Any) -> Opened:
        opened = (
            open_session(selector, self.options)
            if isinstance(selector, str)
            else open_file(selector, self.options)
        )
        self.notes += [f"{opened.name}: {text}" for text in opened.notes]
        return self._decide(opened)

    def scored(self) -> Iterator[Scored]:
        """Score each session; one without laps is noted and left out."""
        for opened in self.opened():
            if not any(type(fact) is f.Passing for fact in opened.facts):
                self.notes.append(f"{opened.name}: has no laps")
            try:
                result = score(opened)
            except PitboardError as error:
                self.errors.append(error)
                continue
            self.notes += [f"{opened.name}: {item.text}" for item in result.state.work]
            yield result
        self._note_unused()

    def _decide(self, opened: Opened) -> Opened:
        if not self._rows:
            return opened
        from pitboard.sources.official_csv.decisions import matches, to_facts

        rows = [row for row in self._rows if matches(row.session, opened.name)]
        if not rows:
            return opened
        self._used.update(row.session for row in rows)
        return opened.with_facts(to_facts(rows, *lap_passings(opened), opened.plan.session))

    def _note_unused(self) -> None:
        for name in dict.fromkeys(row.session for row in self._rows):
            if name not in self._used:
                self.notes.append(f"decisions for {name}: that session is not loaded")


def lap_passings(opened: Opened) -> tuple[dict[str, list[int]], int]:
    """For each entry the `seq` of the passing that ended each lap, and an instant after the last fact [µs]."""
    state = score(opened).state
    laps = {car.car: [lap.seq for lap in car.laps] for car in state.cars.values()}
    return laps, max((fact.at_us for fact in opened.facts), default=0) + 1_000_000


def _expand(paths: Sequence[str]) -> list[Any]:
    if not paths:
        raise UsageError("expected at least one laps file, folder, FILE.pitboard[#ID] or bundled name")
    selectors: list[Any] = []
    for text in paths:
        require_path(Path(text))
        if is_selector(text):
            selectors += _of_log(text)
        elif Path(text).exists():
            from pitboard.sources.official_csv import find_sessions

            selectors += find_sessions([Path(text)])
        else:
            selectors.append(text)
    return selectors


def _without_laps(paths: Sequence[str]) -> list[str]:
    """Sessions of which a folder holds results but no laps file."""
    notes = []
    for folder in (Path(text) for text in paths if Path(text).is_dir()):
        for results in sorted(folder.rglob("*-results.csv*")):
            session = results.name.partition("-results.csv")[0]
            if not any(results.with_name(f"{session}-laps.csv{ending}").exists() for ending in ("", ".gz")):
                notes.append(f"{(results.parent / session).relative_to(folder).as_posix()}: has no laps file")
    return notes


def _of_log(text: str) -> list[str]:
    # SESSION names one session; a command that takes many would still be wrong to guess which of a log is meant.
    with open_log(parse_selector(text).path, read_only=True) as log:
        from pitboard.racelog import choose_session

        choose_session(log, parse_selector(text))
    return [text]


def _read_decisions(path: Path | None) -> list[Any]:
    if path is None:
        return []
    from pitboard.sources.official_csv.decisions import read_decisions

    return list(read_decisions(path))


__all__ = ["Batch", "DecisionError", "lap_passings"]
