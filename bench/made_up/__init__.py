"""What benchmarks measure on: videos, figures, charges and texts that nobody made."""
