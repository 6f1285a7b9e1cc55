"""Whose account it is, as the bank knows it: asked before money is sent, compared with the name that we have."""
