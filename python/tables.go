// This file says what is built in.

package python

import (
	"maps"
	"slices"
	"sync"
)

// tables is done once the tables of all that is built in are made. Most commands of gilsim compile no program, and need none of them.
var tables sync.Once

// needTables makes the tables of all that is built in, unless they have been made: classes with their methods, and modules. Nothing
// changes them afterwards.
func needTables() { tables.Do(defineAll) }

// defineAll defines what is built in, in an order in which each object always gets the same number.
func defineAll() {
	defineBuiltins()
	defineSre()
	defineAsync()
	defineBytes()
	defineCollector()
	defineRoots()
	defineCompile()
	defineDeque()
	defineDescriptors()
	defineDict()
	defineExceptions()
	defineGroups()
	defineFloat()
	defineFunction()
	defineGreenlet()
	defineInt()
	defineIterators()
	defineList()
	defineMachineBuiltins()
	defineMath()
	defineNone()
	defineQueue()
	defineRandom()
	defineRange()
	defineSet()
	defineStr()
	defineSys()
	defineThread()
	defineTime()
	defineTuple()
	defineType()
	defineWeak()
	defineMappingProxy()
	defineProcess()
	defineMultiprocessing()
	defineNetwork()
	defineSelect()
	defineSignal()
	defineSubprocess()
	for _, name := range slices.Sorted(maps.Keys(nativeModules)) {
		nativeModules[name].complete()
	}
}
