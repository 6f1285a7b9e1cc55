"""A fake of RazorpayX's API for payouts: a real HTTP server on loopback, with a book of its own and its faults."""

from .book import Book, Payout
from .faults import Fault
from .server import FakeRazorpayX, paying_through

__all__ = ["Book", "FakeRazorpayX", "Fault", "Payout", "paying_through"]
