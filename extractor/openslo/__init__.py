"""Promised levels as OpenSLO v1."""
