# A worker looks whether to stop before it looks at what is left to do.
import threading

stop, todo, done = False, [], []

def work():
    while not stop:
        if todo:
            done.append(todo.pop())
            return

t = threading.Thread(target=work)
t.start()
todo.append(1)
stop = True
t.join()
print(len(done))
