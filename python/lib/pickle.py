"""Objects as bytes."""

from _pickle import PickleError, PicklingError, UnpicklingError, Pickler as _Pickler, Unpickler as _Unpickler
import copyreg as _copyreg

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The bytes are those of protocol 4, whatever is asked for."""
    return _Pickler(_copyreg.dispatch_table).dump(obj)


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return _Unpickler(bytes(data)).load()


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    file.write(dumps(obj))


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return loads(file.read())
