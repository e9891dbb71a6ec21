// This file defines the flag that rewrites the golden files of the package.

package workload

import "flag"

var update = flag.Bool("update", false, "rewrite the golden files")
