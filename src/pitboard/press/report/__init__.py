"""Written reports: ranked statements first, each with its facts; then the sentences of a language."""
