"""Pickles between processes (Lib/multiprocessing/reduction.py)."""

import copyreg
import _pickle


class ForkingPickler:
    _extra_reducers = {}

    @classmethod
    def register(cls, type, reduce):
        cls._extra_reducers[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        table = copyreg.dispatch_table.copy()
        table.update(cls._extra_reducers)
        return _pickle.Pickler(table).dump(obj)

    @staticmethod
    def loads(data):
        return _pickle.Unpickler(bytes(data)).load()


register = ForkingPickler.register
