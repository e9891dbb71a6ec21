"""What warnings has in C (Python/_warnings.c): the filters, and what is done with a warning."""

import sys

# (action, message, category, module, lineno): message and module are None, a str (the whole of it), or what has a method match.
filters = [
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
if sys.version_info >= (3, 7):
    filters.insert(0, ('default', None, DeprecationWarning, '__main__', 0))
_defaultaction = 'default'
_onceregistry = {}
_registries = {}  # by module
_version = [0]


def _filters_mutated():
    _version[0] += 1


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass, not '%s'" % (
            type(category).__name__,))
    filename, lineno, module, line = sys._warned_place(stacklevel)
    _explicit(message, category, filename, lineno, module, _registries.setdefault(module, {}), source, line)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    if module is None:
        module = filename or '<unknown>'
        if module.endswith('.py'):
            module = module[:-3]
    _explicit(message, category, filename, lineno, module, {} if registry is None else registry, source, None)


def _matches(pattern, text):
    if pattern is None:
        return True
    if isinstance(pattern, str):
        return pattern == text
    return pattern.match(text) is not None


def _explicit(message, category, filename, lineno, module, registry, source, line):
    if registry.get('version', 0) != _version[0]:
        registry.clear()
        registry['version'] = _version[0]
    if isinstance(message, Warning):
        text = str(message)
        category = type(message)
    else:
        text = message
        message = category(message)
    key = text, category, lineno
    if registry.get(key):
        return
    for action, pattern, kind, where, at in filters:
        if issubclass(category, kind) and (at == 0 or at == lineno) and _matches(pattern, str(text)) and _matches(where, module):
            break
    else:
        action = _defaultaction
    if action == 'error':
        raise message
    if action == 'ignore':
        return
    if action == 'once':
        registry[key] = 1
        if _onceregistry.get((text, category)):
            return
        _onceregistry[text, category] = 1
    elif action == 'module':
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[text, category, 0] = 1
    elif action == 'default':
        registry[key] = 1
    elif action not in ('always', 'all'):
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, (action, pattern, kind, where, at)))
    warnings = sys.modules.get('warnings')
    if warnings is not None:
        warnings._showwarnmsg(warnings.WarningMessage(message, category, filename, lineno, None, line, source))
    elif sys.stderr is not None:
        sys.stderr.write(_formatted(message, category, filename, lineno, line))


def _formatted(message, category, filename, lineno, line):
    text = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, message)
    if line is None:
        line = sys._source_line(filename, lineno)
    line = line.strip()
    return text + "  %s\n" % line if line else text
