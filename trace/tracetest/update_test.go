package tracetest

import (
	"flag"
	"testing"
)

// R10: the package defines no flag, so that one under test may, and GILSIM_UPDATE does in each package.
func TestTheEnvironmentOrAFlagOfTheTestsUpdates(t *testing.T) {
	t.Setenv("GILSIM_UPDATE", "")
	if flag.Lookup("update") != nil {
		t.Error("the package defines a flag")
	}
	var none, own flag.FlagSet
	own.Bool("update", false, "rewrite what another kit keeps")
	if updates(&none) || updates(&own) {
		t.Error("nobody has asked for it")
	}
	if err := own.Parse([]string{"-update"}); err != nil || !updates(&own) {
		t.Errorf("the package's own flag does not ask for it: %v", err)
	}
	t.Setenv("GILSIM_UPDATE", "1")
	if !updates(&none) {
		t.Error("the environment does not ask for it")
	}
}
