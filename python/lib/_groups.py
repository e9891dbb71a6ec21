"""Groups of exceptions: what BaseExceptionGroup has in C, and what except* does with a group (Objects/exceptions.c)."""

_BaseExceptionGroup = BaseExceptionGroup if _since(3, 11) else ()  # of which nothing is an instance


def _new_group(cls, /, *args, **kwargs):
    message, members = args
    return BaseExceptionGroup.__new__(cls, message, list(members))


def _group_derive(self, excs):
    return BaseExceptionGroup(self.message, excs)


def _derived(group, members):
    """What derive makes of some members of a group, with what the group has beside them."""
    made = group.derive(members)
    if not isinstance(made, BaseExceptionGroup):
        raise TypeError('derive must return an instance of BaseExceptionGroup')
    made.__traceback__ = group.__traceback__
    made.__context__ = group.__context__
    made.__cause__ = group.__cause__  # which suppresses the context, in CPython, too
    notes = getattr(group, '__notes__', None)
    if notes is not None:
        made.__notes__ = list(notes)
    return made


def _group_test(condition):
    """A condition as a function: a class, a tuple of classes, or a function itself."""
    if _since(3, 13):
        function, expected = not isinstance(condition, type) and callable(condition), 'an exception type, a tuple of exception types, or a callable (other than a class)'
    else:
        function, expected = type(condition) is type(_group_test), 'a function, exception type or tuple of exception types'
    if function:
        return condition
    for c in condition if type(condition) is tuple else (condition,):
        if not (isinstance(c, type) and issubclass(c, BaseException)):
            raise TypeError('expected ' + expected)
    return lambda e: isinstance(e, condition)


def _group_parts(e, test, both):
    """What of an exception passes the test, and what does not, where that is asked for; None is nothing."""
    if test(e):
        return e, None
    if not isinstance(e, BaseExceptionGroup):
        return None, e
    passed, failed = [], []
    for member in e.exceptions:
        yes, no = _group_parts(member, test, both)
        if yes is not None:
            passed.append(yes)
        if no is not None:
            failed.append(no)
    return _derived(e, passed) if passed else None, _derived(e, failed) if failed and both else None


def _group_split(self, condition):
    return _group_parts(self, _group_test(condition), True)


def _group_subgroup(self, condition):
    return _group_parts(self, _group_test(condition), False)[0]


def _group_match(rest, types):
    """What a clause except* takes of what is left, and what is left then."""
    for t in types if isinstance(types, tuple) else (types,):
        if not (isinstance(t, type) and issubclass(t, BaseException)):
            raise TypeError('catching classes that do not inherit from BaseException is not allowed')
    for t in types if isinstance(types, tuple) else (types,):
        if issubclass(t, BaseExceptionGroup):
            raise TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')
    if rest is None:
        return None, None
    if isinstance(rest, types):
        match, rest = rest, None
        if not isinstance(match, BaseExceptionGroup):
            naked = match
            match = BaseExceptionGroup('', (naked,))
            match.__traceback__ = naked.__traceback__
    elif isinstance(rest, BaseExceptionGroup):
        parts = rest.split(types)
        if not isinstance(parts, tuple):
            raise TypeError('%s.split must return a tuple, not %s' % (type(rest).__name__, type(parts).__name__))
        if len(parts) < 2:
            raise TypeError('%s.split must return a 2-tuple, got tuple of size %d' % (type(rest).__name__, len(parts)))
        match, rest = parts[:2]
    else:
        match = None
    if match is not None:
        _handles(match)
    return match, rest


def _leaves(e, found):
    if isinstance(e, BaseExceptionGroup):
        for member in e.exceptions:
            _leaves(member, found)
    else:
        found.append(e)
    return found


def _group_reraise(whole, excs):
    """What a try with except* raises in the end: what its clauses have raised, and what none of them has taken, as the parts of one
    group again."""
    excs = [e for e in excs if e is not None]
    if not excs:
        return None
    if not isinstance(whole, BaseExceptionGroup):
        return excs[0]
    raised, left = [], []
    for e in excs:
        if isinstance(e, BaseExceptionGroup) and _same_split(e, whole):
            left.append(e)
        else:
            raised.append(e)
    rest = None
    if left:
        kept = []
        for e in left:
            _leaves(e, kept)
        rest = _group_parts(whole, lambda e: not isinstance(e, BaseExceptionGroup) and _among(e, kept), False)[0]
    if not raised:
        return rest
    if rest is not None:
        raised.append(rest)
    return raised[0] if len(raised) == 1 else BaseExceptionGroup('', raised)


def _same_split(e, whole):
    """Whether a group is a part of the whole one that nobody has raised anew."""
    return (e.__traceback__ is whole.__traceback__ and e.__cause__ is whole.__cause__ and e.__context__ is whole.__context__)


# How groups show in a traceback (TracebackException.format)

_widest, _deepest = 15, 10  # how many members of a group show, and how many groups in groups


class _Margin:
    """What stands before each line of the members of a group, and the lines so far."""

    def __init__(self):
        self.lines = []
        self.depth = 0
        self.open = False  # the last member of a group has to close its frame

    def indent(self):
        return '  ' * self.depth

    def emit(self, text, mark='|'):
        if self.depth:
            before = self.indent() + mark + ' '
            text = ''.join([before + line for line in text.splitlines(True)])
        self.lines.append(text)


def _format_group(margin, kind, value, tb, chain, seen, suggest):
    if margin.depth > _deepest:
        margin.emit('... (max_group_depth is %d)\n' % _deepest)
        return
    outermost = margin.depth == 0
    if outermost:
        margin.depth = 1
    if tb is not None:
        margin.emit('Exception Group Traceback (most recent call last):\n', '+' if outermost else '|')
        margin.emit(_traceback_text(tb))
    for line in _format_exception_only(kind, value, suggest):
        margin.emit(line)
    members = value.exceptions
    shown = members[:_widest]
    hidden = len(members) - len(shown)
    margin.open = False
    for i, member in enumerate(shown):
        _member_title(margin, i, str(i + 1), not hidden and i == len(shown) - 1)
        _format_chain(margin, type(member), member, member.__traceback__, chain, seen, suggest)
        _member_end(margin, not hidden and i == len(shown) - 1)
    if hidden:
        _member_title(margin, len(shown), '...', True)
        margin.emit('and %d more exception%s\n' % (hidden, 's' if hidden > 1 else ''))
        _member_end(margin, True)
    if outermost:
        margin.depth = 0


def _member_title(margin, i, title, last):
    if last:
        margin.open = True
    margin.lines.append('%s%s+---------------- %s ----------------\n' % (margin.indent(), '  ' if i else '+-', title))
    margin.depth += 1


def _member_end(margin, last):
    if last and margin.open:
        margin.lines.append(margin.indent() + '+------------------------------------\n')
        margin.open = False
    margin.depth -= 1
