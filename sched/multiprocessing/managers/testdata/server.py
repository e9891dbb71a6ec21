# A manager's server on a free port of 127.0.0.1, which it prints. It ends when its input does.
import os, queue, sys, threading
from multiprocessing.managers import SyncManager

class Manager(SyncManager):
    pass

tasks, results = queue.Queue(), queue.Queue()
Manager.register('get_task_queue', callable=lambda: tasks)
Manager.register('get_result_queue', callable=lambda: results)

if __name__ == '__main__':
    server = Manager(address=('127.0.0.1', 0), authkey=sys.argv[1].encode()).get_server()
    print(server.address[1], flush=True)
    def leave():
        sys.stdin.read()
        os._exit(0)
    threading.Thread(target=leave, daemon=True).start()
    server.serve_forever()
