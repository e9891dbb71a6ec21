name = input('Name: '); n = int(input()); print(f'Hi {name}', n + 1)
import sys
for line in sys.stdin: print('line', repr(line))
print(sys.stdin.readline() == '')
