import sys, atexit
atexit.register(print, 'atexit', 1); atexit.register(lambda: print('atexit 2'))
def main(argv):
    print('args', len(argv)); print('to err', file=sys.stderr); sys.stdout.write('w\n'); sys.stdout.flush()
    return 3
if __name__ == '__main__': sys.exit(main(sys.argv))
