"""Cooling-off: for some hours after a bank account is added, payouts to it wait, and can be cancelled."""
