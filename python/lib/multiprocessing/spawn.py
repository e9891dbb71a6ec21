"""What a process begins with that was not forked (Lib/multiprocessing/spawn.py)."""

import sys
import _posix
from . import process
from .process import current_process

WINEXE = WINSERVICE = False


def freeze_support():
    pass


def _check_not_importing_main():
    if getattr(current_process(), '_inheriting', False):
        raise RuntimeError('''
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.''' + ('''

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        ''' if sys.version_info >= (3, 12) else ''))


def get_preparation_data(name):
    _check_not_importing_main()
    from .context import _default_context
    main = sys.modules['__main__']
    return {'name': name, 'authkey': process.current_process().authkey, 'sys_argv': sys.argv, 'start_method':
            _default_context.get_start_method(allow_none=True), 'main': getattr(main, '__file__', None) is not None}


def prepare(data):
    process.current_process().name = data['name']
    process.current_process().authkey = data['authkey']
    sys.argv = data['sys_argv']
    if data['start_method'] is not None:
        from .context import _force_start_method
        _force_start_method(data['start_method'])
    if data['main']:
        __import__('__mp_main__')
        sys.modules['__main__'] = sys.modules['__mp_main__']


def spawn_main():
    """Takes what the parent has pickled, runs the file as __mp_main__, and then the process."""
    from .reduction import ForkingPickler
    given = _posix.given()
    parent_sentinel = int.from_bytes(given[:4], 'little')
    end = 8 + int.from_bytes(given[4:8], 'little')
    process.current_process()._inheriting = True
    try:
        prepare(ForkingPickler.loads(given[8:end]))
        self = ForkingPickler.loads(given[end:])
    finally:
        del process.current_process()._inheriting
    sys.exit(self._bootstrap(parent_sentinel))
