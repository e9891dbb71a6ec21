# A client of Python 2.
import sys
from multiprocessing.managers import BaseManager, RemoteError

class Manager(BaseManager):
    pass

Manager.register('get_task_queue')
m = Manager(address=('127.0.0.1', int(sys.argv[1])), authkey='abc')
try:
    m.connect()
    print(m.get_task_queue())
except RemoteError as e:
    print(e)
