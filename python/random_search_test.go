package python_test

import (
	"slices"
	"testing"
)

// A search decides on the seed of a generator where that matters: a module that is imported, and a generator that is seeded, cost nothing.
func TestSeedsAreSearchedWhereTheyMatter(t *testing.T) {
	const counting = `
n = [0]
def f(): n[0] += 1
g = f
result = lambda: n[0]`
	plain := searchFor(t, counting, "3.13t", 0)
	imported := searchFor(t, "import random\n"+counting, "3.13t", 0)
	if !imported.Complete || imported.Classes != plain.Classes {
		t.Errorf("with the module imported: complete: %v, %d classes, want %d; %v", imported.Complete, imported.Classes, plain.Classes, imported.Why)
	}
	const drawing = `
n = []
def f(): n.append(random.randint(0, 9))
def g(): pass
result = lambda: len(n)`
	seeded := searchFor(t, "import random\nrandom.seed(5)\n"+drawing, "3.13t", 0)
	if !seeded.Complete || len(seeded.Outcomes) != 1 {
		t.Errorf("with a seed: complete: %v, %v; %v", seeded.Complete, seeded.Outcomes, seeded.Why)
	}
	unseeded := searchFor(t, "import random\n"+drawing, "3.13t", 0)
	if unseeded.Complete || !slices.ContainsFunc(unseeded.Why, func(why string) bool { return why[:11] == "the program" }) {
		t.Errorf("without: complete: %v, %v", unseeded.Complete, unseeded.Why)
	}
}
