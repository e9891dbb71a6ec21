# record.py PORT [protocol5] is client.py, alone, with a key of abc, and prints what it sends and receives: number of the connection, who
# sends, bytes of the message. The dialogues of dialogues.txt.gz, without the challenges, were made by it, with the server.py of the same interpreter.
import contextlib, io, sys
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
import client

numbers, out = {}, sys.stdout
send, recv, dumps = Connection._send_bytes, Connection._recv_bytes, ForkingPickler.dumps

def note(c, who, data):
    number = numbers.setdefault(id(c), (len(numbers) + 1, c))[0]
    print(number, who, bytes(data).hex() or '-', file=out)

def noted_send(self, buf):
    note(self, 'client', buf)
    return send(self, buf)

def noted_recv(self, maxsize=None):
    buf = recv(self, maxsize)
    note(self, 'server', buf.getvalue())
    return buf

Connection._send_bytes, Connection._recv_bytes = noted_send, noted_recv
if 'protocol5' in sys.argv: # as CPython 3.14 and later send it
    ForkingPickler.dumps = classmethod(lambda cls, obj, protocol=None: dumps(obj, 5))
with contextlib.redirect_stdout(io.StringIO()):
    client.main(int(sys.argv[1]), b'abc', True)
