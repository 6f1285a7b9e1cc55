"""A payroll: so many payouts of one merchant, in one call and one by one. Each side is a rate of payouts."""

from benchmarks import requests
from benchmarks.load import Calls
from benchmarks.sides import CLIENTS
from benchmarks.stage import Reading, Stage

BATCHES = 5


def in_one_request(stage: Stage) -> Reading:
    return _payouts(stage, requests.rest_batch(stage.shops.payroll, stage.scale.batch), BATCHES)


def in_one_mutation(stage: Stage) -> Reading:
    return _payouts(stage, requests.graphql_batch(stage.shops.payroll, stage.scale.batch), BATCHES)


def one_by_one(stage: Stage) -> Reading:
    return _payouts(stage, requests.rest_create([stage.shops.payroll]), stage.scale.batch)


def one_by_one_by_8(stage: Stage) -> Reading:
    return _payouts(stage, requests.rest_create([stage.shops.payroll]), stage.scale.batch, CLIENTS)


def _payouts(stage: Stage, calls: Calls, count: int, clients: int = 1) -> Reading:
    load = stage.load(calls, clients, count=count)
    each = calls.times
    return Reading(load.per_second * each, load.cpu_seconds / each)
