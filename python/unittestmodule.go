// This file defines what unittest has no Python for: the search of a regular expression, of Go's syntax, for assertRegex.

package python

import "regexp"

func defineUnittest() {
	registerModule(&NativeModule{name: "_unittest", functions: []Native{
		{name: "search", signature: "(pattern, text, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[0].isStr() || !a[1].isStr() {
				return raise(typeError, "expected string or bytes-like object")
			}
			re, err := regexp.Compile(a[0].text())
			if err != nil {
				return raise(valueError, "%s", err.Error())
			}
			return boolean(re.MatchString(a[1].text())), nil
		}},
	}})
}
