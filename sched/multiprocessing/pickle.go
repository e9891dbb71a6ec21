// This file defines what can be sent: what package pickle knows, and the functions of the main module.

package multiprocessing

import (
	"fmt"

	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A Tuple is a Python tuple, as []any is a list.
type Tuple = pickle.Tuple

// Dumps returns the pickle of a value, in which there may be functions (*Func).
func Dumps(value any) ([]byte, error) { return pickle.Dumps(value) }

// Loads returns the value of a pickle. An integer is an int, and a function one of those given.
func Loads(data []byte, funcs func(name string) *Func) (any, error) {
	find := func(module, name string) (pickle.Maker, error) {
		if f := funcs(name); module == mainModule && f != nil {
			return f, nil
		}
		return nil, fmt.Errorf("AttributeError: Can't get attribute '%s' on <module '%s'>", name, module)
	}
	return pickle.Loader{Find: find}.Loads(data)
}

// mainModule is the module that defines the functions of a program.
const mainModule = "__main__"

// Global says where a pickle finds the function.
func (f *Func) Global() (module, name string) { return mainModule, f.name }

// Make refuses to call the function while something is read.
func (f *Func) Make(Tuple, any) (any, error) {
	return nil, fmt.Errorf("UnpicklingError: function '%s' is called", f.name)
}
