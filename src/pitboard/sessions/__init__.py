"""Sessions from wherever they are kept: a laps file, a bundled name or a race log, opened and scored in one way.

This is where files, logs and rulebooks meet the engine; what stands above (documents, pages, commands) asks here.
"""
