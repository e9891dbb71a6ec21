a <class 'int'>
b typing.List[int]
c typing.Optional[__main__.A]
d typing.Dict[str, typing.List[__main__.A]]
e int | None
g typing.Callable[[int, str], bool]
h typing.Tuple[int, ...]
i <class '__main__.A'>
j typing.Any
k <class 'NoneType'>
return <class 'NoneType'>
name 'Nope' is not defined
