class A:
    def __init__(self): self.items = {}
    def get(self, k): return self.items[k]
a = A()
def loop():
    for i in range(3):
        print(i, a.get(i) if i > 1 else '-')
loop()
