"""Balance monitors: a merchant's feed is told when the available balance falls below an amount."""
