import threading
def inner(x): return 10 / x
def work(x):
    print('working', x); inner(x)
t = threading.Thread(target=work, args=(0,), name='Worker'); t.start(); t.join()
print('main goes on')
class E(Exception):
    def __str__(self): return 'custom\nmulti'
raise E
