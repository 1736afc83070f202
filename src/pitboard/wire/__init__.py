"""What views look like to a page, a terminal or a feed: one definition.

`frontend/src/wire.ts` is generated from these types by `python -m tools.wire_types`. Nothing here computes a sporting
number: `live` fills these types from `scoring`, and viewers print them. The contract is in `docs/reference/wire.md`.
"""
