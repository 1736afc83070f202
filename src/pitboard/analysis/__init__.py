"""Charts: one function a chart, a scored session in, a chart out."""
