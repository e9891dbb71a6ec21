import threading


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n, threading.current_thread().name)


def work(c):
    own = C('own')
    print('work', c.n)


t = threading.Thread(target=work, args=(C('argument'),), name='worker')
t.start()
t.join()
print('joined')
shared = C('shared')


def drop():
    global shared
    shared = None
    print('dropped')


t = threading.Thread(target=drop, name='dropper')
t.start()
t.join()


class Task(threading.Thread):
    def __init__(self):
        super().__init__(name='task')
        self.c = C('attribute')

    def run(self):
        print('run', self.c.n)


t = Task()
t.start()
t.join()
print('over')
del t
print('end')
