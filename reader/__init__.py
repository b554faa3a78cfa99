"""The reading room. Empty otherwise, so that `import reader.telegram` loads no Django."""
