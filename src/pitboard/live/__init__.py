"""The server: one scorer a session, many viewers; the race-control desk; replays. See `docs/reference/wire.md`."""
