"""A response to HEAD whose GET would have to be computed to know its length."""

LENGTH_UNKNOWN = "payout.length_unknown"  # a key of the WSGI environment: the response gets no Content-Length
