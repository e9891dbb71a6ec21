#!/usr/bin/env bash
# Compares the benchmarks of this tree with those of another revision: both test binaries are built and run by turns on one
# core, now one first and now the other, and for each benchmark the ratio of every such pair is taken. On a noisy machine only
# such ratios count: the table shows the least time of each side, and the median and the quartiles of the ratios.
#
#	testdata/bench/compare.sh REVISION [PACKAGE [BENCHMARKS [ROUNDS [PACKAGE-THERE]]]]
#
# PACKAGE-THERE is where the benchmarks were in the other revision, if they have moved since. Who may (root) gives the
# benchmarks real-time priority, so that other programs on that core do not disturb them.
set -euo pipefail
revision=$1 package=${2:-./sched} benchmarks=${3:-'Switch/kernel/(2|100|1000)$|Step|W[123]/gilsim'} rounds=${4:-20}
there=${5:-$package}
cd "$(dirname "$0")/../.."
dir=$(mktemp -d)
trap 'git worktree remove --force "$dir/tree" 2>/dev/null || true; rm -rf "$dir"' EXIT
git worktree add -q --detach "$dir/tree" "$revision"
go test -c -o "$dir/new" "$package"
(cd "$dir/tree" && go test -c -o "$dir/old" "$there")
pinned=()
command -v taskset >/dev/null && pinned=(taskset -c 1)
command -v chrt >/dev/null && chrt -f 50 true 2>/dev/null && pinned=(chrt -f 50 "${pinned[@]}")
for ((i = 0; i < rounds; i++)); do
	sides=(old new)
	((i % 2)) && sides=(new old)
	for side in "${sides[@]}"; do
		(cd "$package" && "${pinned[@]}" "$dir/$side" -test.run '^$' -test.bench "$benchmarks" -test.benchtime 50ms) |
			awk -v side=$side -v round=$i '/^Benchmark/ { sub(/-[0-9]+$/, "", $1); print round, side, $1, $3 }' >>"$dir/figures"
	done
done
awk '
	{ took[$1, $2, $3] = $4; if (!(($2, $3) in least) || $4 < least[$2, $3]) least[$2, $3] = $4 }
	$2 == "new" { names[$3] = 1 }
	END {
		for (name in names) for (i = 0; i < '"$rounds"'; i++) if ((i, "old", name) in took && (i, "new", name) in took)
			print name, least["old", name], least["new", name], took[i, "new", name] / took[i, "old", name]
	}' "$dir/figures" | sort -k1,1 -k4,4g | awk '
	function row() { if (n) printf "%-40s %10.1f %10.1f %8.3f   %.3f to %.3f\n", name, old, new, r[int((n + 1) / 2)], r[int((n + 3) / 4)], r[int((3 * n + 3) / 4)] }
	BEGIN { printf "%-40s %10s %10s %8s   %s\n", "benchmark, least ns", "old", "new", "median", "quartiles of new/old" }
	$1 != name { row(); name = $1; old = $2; new = $3; n = 0 }
	{ r[++n] = $4 }
	END { row() }'
