import os


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n, flush=True)


a = C('a')
pid = os.fork()
if pid == 0:
    del a
    print('child', flush=True)
    os._exit(0)
os.waitpid(pid, 0)
print('parent', flush=True)
del a
print('end')
