package search

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// share says of how many programs those tests take one that have many: of each, or of ten with -short.
func share() int {
	if testing.Short() {
		return 10
	}
	return 1
}
