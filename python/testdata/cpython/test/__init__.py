"""Stands for CPython's package test: the support that its tests of locks, queues, with and yield from need."""
