"""Official documents: one file a document; `page` alone knows the PDF library."""

from pitboard.documents.produce import write_demo

__all__ = ["write_demo"]
