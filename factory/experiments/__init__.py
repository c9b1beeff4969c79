"""Experiments: registered before they start, and judged by what was registered."""
