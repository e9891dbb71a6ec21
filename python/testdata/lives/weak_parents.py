import weakref


class Node:
    def __init__(self, name):
        self.name, self._parent, self.children = name, None, []

    @property
    def parent(self):
        return self._parent and self._parent()

    def add(self, child):
        child._parent = weakref.ref(self)
        self.children.append(child)
        return child

    def __del__(self):
        print('del', self.name)


root = Node('root')
kid = root.add(Node('kid'))
kid.add(Node('grandchild'))
root.add(Node('other'))
print(kid.parent.name)
del root
print('root gone', kid.parent)
del kid
print('end')
