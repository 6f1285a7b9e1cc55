"""Payout orders: payouts that are made as soon as the money for them is there. An order itself touches no balance."""
