// This file defines the flag that rewrites the golden files, once for all tests of the package.

package trace

import "flag"

var update = flag.Bool("update", false, "rewrite the golden files")
