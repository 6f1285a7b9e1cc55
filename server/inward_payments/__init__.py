"""What a payment from abroad was: its currency, rate, charges, remitter and purpose, as its bank told it."""
