"""What locks and queues have in common: they belong to the loop in which somebody first waits."""

import sys
from . import events

_version = sys.version_info[:2]


class _LoopBoundMixin:
    _loop = None

    def _bind(self, old):
        """Takes the parameter loop, which there was up to 3.9: then an object belonged to a loop from its making on."""
        if 'loop' in old and _version == (3, 10):
            raise TypeError('As of 3.10, the *loop* parameter was removed from %s() since it is no longer necessary' % type(self).__name__)
        loop = old.pop('loop', None) if _version < (3, 10) else None
        for name in old:
            raise TypeError("%s.__init__() got an unexpected keyword argument '%s'" % (type(self).__name__, name))
        if _version < (3, 10):
            self._loop = events.get_event_loop() if loop is None else loop

    def _get_loop(self):
        if _version < (3, 10):
            return self._loop
        loop = events._get_running_loop()
        if self._loop is None:
            self._loop = loop
        if loop is not self._loop:
            raise RuntimeError('%r is bound to a different event loop' % (self,))
        return loop
