"""An invented merchant with a year behind it: for pictures, and for whoever tries the engine out.

suppliers.py   the merchant and its twelve bank accounts
calendar.py    working days and hours in India
plan.py        the year's payouts, from one seed
course.py      each payout's way through the bank: its attempts and its end
funding.py     the payments from abroad that cover them
writing.py     the rows, in one transaction
"""
