package syntax

import (
	"strings"
	"testing"
	"time"
)

// TestEncodings holds that a file is read as PEP 263 says, and that each kind of end of a line is one.
func TestEncodings(t *testing.T) {
	for src, want := range map[string]string{
		"a = 'é'":                          "é",
		"\uFEFFa = 'é'":                    "é",
		"# -*- coding: utf-8 -*-\na = 'é'": "é",
		"#!/usr/bin/python\n# vim: set fileencoding=UTF_8 :\na = 'é'": "é",
		"# coding: latin-1\na = '\xe9'":                               "é",
		"\n# coding=ISO-8859-1\r\na = '\xe9'":                         "é",
		"b = 1\n# coding: latin-1\na = 'é'":                           "é", // behind a statement it is only a comment
		"a = '''é\r\nb\rc'''\r\n":                                     "é\nb\nc",
		"if 1:\r\n  a = 'é'\r\n":                                      "é",
		"\f\na = 'é'\n\f":                                             "é",
		`a = "\N{HANGUL SYLLABLE GAG}\N{latin small letter e with acute}\N{ZWJ}\N{CJK UNIFIED IDEOGRAPH-4E2D}"`: "각é\u200d中",
	} {
		m, _, err := Parse("f.py", []byte(src))
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		last := m.Body[len(m.Body)-1]
		if s, ok := last.(*If); ok {
			last = s.Body[0]
		}
		if have := last.(*Assign).Value.(*Constant).Value; have != want {
			t.Errorf("%q: have %q, want %q", src, have, want)
		}
	}
}

// TestNamedCharactersAreLookedUp holds that a file full of named characters is read at once: they are not looked for one by one.
func TestNamedCharactersAreLookedUp(t *testing.T) {
	start := time.Now()
	if _, _, err := Parse("f.py", []byte("a = '"+strings.Repeat(`\N{BULLET}`, 200_000)+"'")); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > time.Minute { // one by one they would take hours
		t.Errorf("it took %v", took)
	}
}
