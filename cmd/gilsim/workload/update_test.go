// This file defines the flag that rewrites the golden files of the package.

package workload

import (
	"flag"
	"os"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden files")
