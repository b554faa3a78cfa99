"""The pages: each view finds, narrows, renders; its docstring names template and context."""
