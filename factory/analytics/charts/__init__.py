"""Figures drawn as SVG: one picture for the desk, Dagster and reports; colours come by class from whoever shows it."""
