"""The short way of a plain creation: past threads and middleware, in a group with the others that have just arrived.

It may be skipped by a reader, and switched off by a setting (PAYOUT_SHORT_WAY): whatever takes it would get the same
answer on the long way, to the byte and the header. It says `created` and `replayed` and nothing else. Every other case
goes the long way, which decides it anew.

`request` says which requests take it, `gathering` who waits for whom, `deciding` what a group's thread does with it,
`response` where an answer's headers come from, and `way` puts them together.
"""
