"""Payrolls: many payouts of one merchant, in one request and one by one. Measured in payouts per second."""

from benchmarks import requests
from benchmarks.fixture import Fixture, Reading
from benchmarks.load import Calls
from benchmarks.measurements import CLIENTS

BATCHES = 5


def in_one_request(fixture: Fixture) -> Reading:
    return _payouts(fixture, requests.rest_batch(fixture.tenants.payroll, fixture.scale.batch), BATCHES)


def in_one_mutation(fixture: Fixture) -> Reading:
    return _payouts(fixture, requests.graphql_batch(fixture.tenants.payroll, fixture.scale.batch), BATCHES)


def one_by_one(fixture: Fixture) -> Reading:
    return _payouts(fixture, requests.rest_create([fixture.tenants.payroll]), fixture.scale.batch)


def one_by_one_by_8(fixture: Fixture) -> Reading:
    return _payouts(fixture, requests.rest_create([fixture.tenants.payroll]), fixture.scale.batch, CLIENTS)


def _payouts(fixture: Fixture, calls: Calls, count: int, clients: int = 1) -> Reading:
    load = fixture.load(calls, clients, count=count)
    per_call = calls.occurrences
    return Reading(load.per_second * per_call, load.cpu_seconds / per_call)
