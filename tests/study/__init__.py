"""The study of classification: numbers, links, files."""
