"""Where a master comes from: what is signed in it, and what somebody finds who opens it."""
