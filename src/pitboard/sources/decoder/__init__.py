"""Timing decoders: bytes of a MYLAPS P3 decoder in, `Passing` facts out.

`p3_frames` → `p3_records` → `p3_session` do no I/O (as h11 does for HTTP); `p3_client` is the TCP around them, and
`p3_emulator` plays the decoder in tests and rehearsals.
"""
