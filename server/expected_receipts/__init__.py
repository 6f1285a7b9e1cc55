"""Expected receipts: a merchant says which payment is to come and by when; the payment itself ends the wait."""
