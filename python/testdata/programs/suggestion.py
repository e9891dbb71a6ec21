class Foo:
    value = 1
    def method(self): return self.valu
def main():
    try: Foo().method()
    except AttributeError as e: print(e)
    pritn('x')
main()
