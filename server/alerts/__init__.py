"""Alerts: a merchant's feed is told when its orders are more than its money, and when an expected receipt is late."""
