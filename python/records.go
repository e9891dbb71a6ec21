// This file defines records: tuples whose elements have names, as sys.version_info (CPython's Objects/structseq.c).

package python

import (
	"math"
	"slices"
	"strings"
)

// A recordClass is a class of tuples, with the names of their elements.
type recordClass struct {
	class *Class
	names []string
}

// record returns the class of records of the module sys that is called so.
func record(name string, names ...string) recordClass {
	return recordClass{builtin(name, layoutTuple, tupleClass).in("sys").with(final | uninstantiable), names}
}

// of returns a record of these elements.
func (r recordClass) of(items ...Value) Value {
	return (&Tuple{Object: Object{class: r.class}, items: items}).ref()
}

// define gives the class its attributes, and how it shows.
func (r recordClass) define() {
	for i, name := range r.names {
		r.class.define(readOnly(name, func(v Value) Value { return v.items()[i] }))
	}
	r.class.define(unary("__repr__", func(t *Thread, v Value) (Value, *Exception) {
		parts := slices.Clone(r.names)
		for i, item := range v.items() {
			text, err := t.repr(item)
			if err != nil {
				return Value{}, err
			}
			parts[i] += "=" + text.text()
		}
		return newStr(r.class.title() + "(" + strings.Join(parts, ", ") + ")"), nil
	}))
}

var (
	versionInfo = record("version_info", "major", "minor", "micro", "releaselevel", "serial")
	floatInfo   = record("float_info", "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds")
	intInfo     = record("int_info", "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")
	hashInfo    = record("hash_info", "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff")
	threadInfo  = record("thread_info", "name", "lock", "version")
	flagsInfo   = record("flags", "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment",
		"verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits")
	implementation = record("implementation", "name", "cache_tag", "version", "hexversion")
)

// sysRecords are the records of the module sys that are the same in each run: those of CPython on 64 bits.
func sysRecords() []namedValue {
	for _, r := range [...]recordClass{versionInfo, floatInfo, intInfo, hashInfo, threadInfo, flagsInfo, implementation} {
		r.define()
	}
	text := func(s string) Value { return packaged(newStr(s)) }
	flags := make([]Value, len(flagsInfo.names))
	for i := range flags {
		flags[i] = integer(0)
	}
	flags[slices.Index(flagsInfo.names, "dev_mode")], flags[slices.Index(flagsInfo.names, "safe_path")] = pyFalse, pyFalse
	flags[slices.Index(flagsInfo.names, "hash_randomization")] = integer(1)
	flags[slices.Index(flagsInfo.names, "int_max_str_digits")] = integer(-1)
	epsilon := math.Nextafter(1, 2) - 1
	return []namedValue{
		{"float_info", packaged(floatInfo.of(float(math.MaxFloat64), integer(1024), integer(308), float(math.Ldexp(1, -1022)), integer(-1021), integer(-307),
			integer(15), integer(53), float(epsilon), integer(2), integer(1)))},
		{"int_info", packaged(intInfo.of(integer(30), integer(4), integer(4300), integer(640)))},
		{"hash_info", packaged(hashInfo.of(integer(64), integer(1<<61-1), integer(314159), integer(0), integer(1000003), text("siphash13"), integer(64), integer(128), integer(0)))},
		{"thread_info", packaged(threadInfo.of(text("pthread"), text("semaphore"), none))},
		{"flags", packaged(flagsInfo.of(flags...))},
		{"float_repr_style", text("short")}, {"prefix", text("")}, {"exec_prefix", text("")}, {"base_prefix", text("")},
	}
}
