package python

// Stepwise has the run ask the machine before each step that others can see, and use no grants.
func (e *Execution) Stepwise() { e.interp.stepwise = true }
