"""What published videos did, day by day, and what can be said of it."""
