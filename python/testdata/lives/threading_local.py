import threading


class C:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


local = threading.local()


def work():
    local.x = C(1)
    local.x = C(2)
    print('work')


t = threading.Thread(target=work)
t.start()
t.join()
print('joined')
local.x = C(3)
del local.x
local.x = C(4)
del local
print('end')
