"""Context variables: each task of asyncio, and each thread, has values of its own."""

from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ('Context', 'ContextVar', 'Token', 'copy_context')
