// This file defines the functions that pickles of older protocols call for values that are plain all the same: bytes in protocol 2,
// sets up to 3, a bytearray up to 4; and those that multiprocessing sends for what cannot be pickled otherwise.

package pickle

// A builtin makes a value of its arguments; nil: it is called with others.
type builtin func(args Tuple) (any, error)

// builtinOf returns the function of this name, nil if it is none of those.
func builtinOf(module, name string) builtin {
	switch module + " " + name {
	case "builtins set", "__builtin__ set":
		return makeSet(false)
	case "builtins frozenset", "__builtin__ frozenset":
		return makeSet(true)
	case "builtins bytes", "__builtin__ bytes":
		return makeBytes
	case "builtins bytearray", "__builtin__ bytearray":
		return makeByteArray
	case "builtins list", "__builtin__ list":
		return makeList
	case "_codecs encode":
		return makeEncoded
	}
	return nil
}

// Make calls it.
func (f builtin) Make(args Tuple, state any) (any, error) {
	if state != nil {
		return nil, unpickling("a state for a value that has none")
	}
	value, err := f(args)
	if value == nil && err == nil {
		return nil, unpickling("a built-in function called with arguments that a pickle does not have")
	}
	return value, err
}

func makeSet(frozen bool) builtin {
	return func(args Tuple) (any, error) {
		var items []any
		if len(args) == 1 {
			list, ok := args[0].([]any)
			if !ok {
				return nil, nil
			}
			items = list
		} else if len(args) > 1 {
			return nil, nil
		}
		s, err := NewSet(items...)
		if err != nil {
			return nil, err
		}
		s.Frozen = frozen
		return s, nil
	}
}

// makeList is list([...]): what managers send in place of the keys, values and items of a dictionary.
func makeList(args Tuple) (any, error) {
	switch {
	case len(args) == 0:
		return []any{}, nil
	case len(args) == 1:
		if list, ok := args[0].([]any); ok {
			return append([]any{}, list...), nil
		}
	}
	return nil, nil
}

// makeBytes is bytes() and bytearray(b'...').
func makeBytes(args Tuple) (any, error) {
	switch len(args) {
	case 0:
		return []byte{}, nil
	case 1:
		if b, ok := args[0].([]byte); ok {
			return b, nil
		}
	case 2:
		return makeEncoded(args)
	}
	return nil, nil
}

func makeByteArray(args Tuple) (any, error) {
	value, err := makeBytes(args)
	if b, ok := value.([]byte); ok {
		return ByteArray(b), err
	}
	return nil, err
}

// makeEncoded is codecs.encode(text, 'latin1').
func makeEncoded(args Tuple) (any, error) {
	if len(args) != 2 {
		return nil, nil
	}
	text, ok := args[0].(string)
	if codec, _ := args[1].(string); !ok || codec != "latin1" && codec != "latin-1" {
		return nil, nil
	}
	b := make([]byte, 0, len(text))
	for _, c := range text {
		if c > 0xff {
			return nil, unpickling("'latin-1' codec can't encode character '\\u%04x'", c)
		}
		b = append(b, byte(c))
	}
	return b, nil
}
