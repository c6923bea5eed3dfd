"""Words: short strings, guides, and the Report that puts a run into one language."""
