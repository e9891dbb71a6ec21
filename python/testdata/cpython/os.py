"""Stands for module os in tests that skip where there is no fork."""
