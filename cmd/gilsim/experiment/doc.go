// Package experiment makes runs of the catalogue's programs and says what came out, as plain data: one run, many seeds, a
// program under two locks on both machines, a matrix of locks and numbers of threads, a recorded run again.
//
//	setup, err := experiment.New(program, input, "3.9", machine)    // a sim.Config with its lock, a gil.Config
//	sweep := setup.Sweep(ctx, 1000, nil)                            // each result, how often, and a seed that gives it
//
//	setup.go info.go             what a run needs; what is known of it besides its events
//	real.go                      runs on OS threads
//	sweep.go                     many seeds
//	comparison.go figures.go     two locks, predicted beside measured; the figures that both machines have
//	matrix.go verdict.go         several locks; what the figures mean
//	replay.go failure.go         a recorded run again; how runs fail
//
// A step that takes long is told of by a callback, on the goroutine that called for it. A context that is done ends every step
// early: what there is by then stays.
//
// What may not live here: flags, streams, exit codes, colours, and any text but that of errors. That is the command's, and
// that of package report, which turns this data into pages and JSON.
package experiment
