"""How a process is started, waited for and ended (Lib/multiprocessing/popen_fork.py and its relatives)."""

import os
import _posix
from _fork import fork
from . import util
from .connection import wait
from .context import set_spawning_popen


class ForkPopen:
    method = 'fork'

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        self.finalizer = None
        self._launch(process_obj)

    def poll(self, flag=os.WNOHANG):
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, flag)
            except OSError:
                return None
            if pid == self.pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            if timeout is not None:
                if not wait([self.sentinel], timeout):
                    return None
            return self.poll(os.WNOHANG if timeout == 0.0 else 0)
        return self.returncode

    def _send_signal(self, number):
        if self.returncode is None:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                pass
            except OSError:
                if self.wait(timeout=0.1) is None:
                    raise

    def terminate(self):
        self._send_signal(15)

    def kill(self):
        self._send_signal(9)

    def _launch(self, process_obj):
        code = 1
        parent_r, child_w = os.pipe()
        child_r, parent_w = os.pipe()
        self.pid = fork(process_obj._name)
        if self.pid == 0:
            try:
                os.close(parent_r)
                os.close(parent_w)
                code = process_obj._bootstrap(parent_sentinel=child_r)
            finally:
                os._exit(code)
        else:
            os.close(child_w)
            os.close(child_r)
            self.finalizer = util.Finalize(self, util.close_fds, (parent_r, parent_w))
            self.sentinel = parent_r

    def close(self):
        if self.finalizer is not None:
            self.finalizer()


class SpawnPopen(ForkPopen):
    method = 'spawn'

    def __init__(self, process_obj):
        self._fds = []
        super().__init__(process_obj)

    def duplicate_for_child(self, fd):
        self._fds.append(fd)
        return fd

    def _launch(self, process_obj):
        from . import spawn
        from .reduction import ForkingPickler
        set_spawning_popen(self)
        try:
            preparation = spawn.get_preparation_data(process_obj._name)
            first = ForkingPickler.dumps(preparation)
            data = len(first).to_bytes(4, 'little') + first + ForkingPickler.dumps(process_obj)
        finally:
            set_spawning_popen(None)
        parent_r, child_w = os.pipe()
        child_r, parent_w = os.pipe()
        self._fds += [child_r, child_w]
        self.sentinel = parent_r
        self.pid = _posix.spawn(process_obj._name, _with_sentinel(child_r, data), self._fds, self.method == 'forkserver')
        os.close(child_r)
        os.close(child_w)
        self.finalizer = util.Finalize(self, util.close_fds, (parent_r, parent_w))


def _with_sentinel(child_r, data):
    return child_r.to_bytes(4, 'little') + data


class ForkServerPopen(SpawnPopen):
    method = 'forkserver'
