# Other programs: run, Popen, pipes, and how they end.
import os
import signal
import subprocess
import sys
import time


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


print(subprocess.run(['echo', 'hello', 'there'], stdout=subprocess.PIPE))
r = subprocess.run(['echo', '-n', 'text'], capture_output=True, text=True)
print(r.stdout, r.returncode, repr(r.stderr), r.args, r)
print(subprocess.check_output(['cat'], input=b'a\nb\n'))
print(subprocess.check_output('sort', input='b\na\n', text=True).split())
print(subprocess.call(['true']), subprocess.call(['false']), subprocess.check_call(['true']))
attempt(lambda: subprocess.run(['false'], check=True))
attempt(lambda: subprocess.check_call(['false']))
attempt(lambda: subprocess.run(['no-such-program', '1']))
attempt(lambda: subprocess.Popen([]))
attempt(lambda: subprocess.run(['cat'], input=b'x', stdin=subprocess.PIPE))
attempt(lambda: subprocess.run(['cat'], capture_output=True, stdout=subprocess.PIPE))

# A shell.
print(subprocess.run('echo one; echo two && exit 7', shell=True, stdout=subprocess.PIPE))
print(subprocess.run("echo 'to stderr' >&2", shell=True, stderr=subprocess.PIPE).stderr)
print(subprocess.run('false || echo "or this"', shell=True, capture_output=True, text=True).stdout)
print(subprocess.run('no-such-command 2>/dev/null', shell=True).returncode)
print(subprocess.getstatusoutput('echo got; exit 3'), subprocess.getoutput('echo it'))

# A conversation through pipes.
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p.poll(), p.returncode, p.pid > 1)
p.stdin.write(b'line 1\n')
p.stdin.flush()
print(p.stdout.readline())
out, err = p.communicate(b'line 2\n')
print(out, err, p.returncode, p.poll())
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
out, err = p.communicate('x' * 200000)
print(len(out))
with subprocess.Popen(['seq', '3'], stdout=subprocess.PIPE, text=True) as p:
    for line in p.stdout:
        print(repr(line))
print(p.returncode, p.stdout.closed)
first = subprocess.Popen(['seq', '5'], stdout=subprocess.PIPE)
second = subprocess.Popen(['wc', '-l'], stdin=first.stdout, stdout=subprocess.PIPE, text=True)
first.stdout.close()
print(second.communicate()[0].strip(), first.wait())

# Time, and signals.
t = time.monotonic()
try:
    subprocess.run(['sleep', '5'], timeout=0.1)
except subprocess.TimeoutExpired as e:
    print(e.cmd, round(e.timeout, 2), e.stdout)
print(0.1 <= time.monotonic() - t < 1)
p = subprocess.Popen(['sleep', '5'])
attempt(lambda: p.wait(timeout=0.05))
try:
    p.communicate(timeout=0.05)
except subprocess.TimeoutExpired as e:
    print(e.cmd, round(e.timeout, 2), e.output)
print(p, p.poll())
p.terminate()
print(p.wait(), p)
p = subprocess.Popen(['sleep', '5'])
p.kill()
print(p.wait(), p.returncode == -signal.SIGKILL)
attempt(lambda: subprocess.CalledProcessError(-9, 'x'))
p = subprocess.Popen('sleep 5', shell=True)
p.send_signal(signal.SIGINT)
print(p.wait())
p.send_signal(signal.SIGINT)
print(subprocess.run(['sleep', '0.01'], stdout=subprocess.DEVNULL).stdout)

sys.stdout.flush()
subprocess.run(['echo', 'printed by echo'])
try:
    subprocess.run('exit 2', shell=True, check=True)
except subprocess.CalledProcessError as e:
    print(e.returncode, e.cmd, e.output)
subprocess.check_output(['false'])
