"""Official documents: one file a document; `page` alone knows the PDF library."""
