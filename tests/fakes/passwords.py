"""Passwords that are hashed at once."""

from argon2 import PasswordHasher

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""As strong a hash as the desk's takes a tenth of a second each time."""
