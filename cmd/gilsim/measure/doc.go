// Package measure runs programs for real several times, side by side, and reduces what the operating system says of the
// runs to medians, spreads and noise. Beside it stands what other programs did meanwhile: a busy computer explains noise.
//
//	series := measure.Plan{Repeat: 5}.Run(ctx, []measure.Runner{locked, unlocked})
//	fmt.Println(measure.Ratio(series[0], series[1], measure.Wall))
//
// A round makes one run of each runner, so that what drifts on the computer hits all of them; the first round warms up,
// and does not count. The noise of a figure is what it differs by between two runs of the same thing one after the other:
// a difference that is smaller says nothing.
//
// What may not live here: threads and programs (a runner makes the run, whatever it is), and how figures are shown.
//
// # Rejected ways
//
// Means and standard deviations: one run that something else disturbs spoils both. All repeats of one runner before those
// of the next: a computer that grows warm, or busy, then counts against whoever came last.
package measure
