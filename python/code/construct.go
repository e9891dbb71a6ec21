// This file defines which constructs of Python there are not.

package code

// The constructs that the compiler refuses, as messages name them.
const (
	complexNumberConstruct   = "a complex number"
	genericClassConstruct    = "a generic class (type parameters)"
	genericFunctionConstruct = "a generic function (type parameters)"
	typeStatementConstruct   = "a type statement"
)

// Unsupportable returns the names of all constructs that Python has and gilsim has not, as an UnsupportedError has them.
func Unsupportable() []string {
	return []string{
		complexNumberConstruct, genericFunctionConstruct, genericClassConstruct, typeStatementConstruct,
	}
}
