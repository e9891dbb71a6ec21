package tracetest

import (
	"flag"
	"testing"
)

func TestAnUpdateFlagThatIsThereIsUsedAndNotDefinedAgain(t *testing.T) {
	for _, there := range []bool{false, true} {
		var flags flag.FlagSet
		if there {
			flags.Bool("update", false, "rewrite what another kit keeps")
		}
		define(&flags) // a second definition panics
		if updates(&flags) {
			t.Error("nobody has set it, and it is set")
		}
		if err := flags.Parse([]string{"-update"}); err != nil || !updates(&flags) {
			t.Errorf("it is not set by -update: %v", err)
		}
	}
}
