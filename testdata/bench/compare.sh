#!/usr/bin/env bash
# Compares the benchmarks of this tree with those of another revision: both test binaries are built, run by turns on one
# core, and the medians of what each benchmark takes are put side by side. On a noisy machine only such ratios count.
#
#	testdata/bench/compare.sh REVISION [PACKAGE [BENCHMARKS [ROUNDS [PACKAGE-THERE]]]]
#
# PACKAGE-THERE is where the benchmarks were in the other revision, if they have moved since.
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
for ((i = 0; i < rounds; i++)); do
	for side in old new; do
		(cd "$package" && "${pinned[@]}" "$dir/$side" -test.run '^$' -test.bench "$benchmarks" -test.benchtime 200ms) |
			awk -v side=$side '/^Benchmark/ { sub(/-[0-9]+$/, "", $1); print side, $1, $3 }' >>"$dir/figures"
	done
done
sort -k2,2 -k1,1 -k3,3g "$dir/figures" | awk '
	function close_group() { if (n) median[key] = n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2 }
	{ k = $2 " " $1; if (k != key) { close_group(); key = k; n = 0 } v[++n] = $3; names[$2] = 1 }
	END {
		close_group()
		printf "%-40s %10s %10s %7s\n", "median, ns", "old", "new", "ratio"
		for (name in names) if ((name " old") in median && (name " new") in median)
			printf "%-40s %10.1f %10.1f %7.3f\n", name, median[name " old"], median[name " new"], median[name " new"] / median[name " old"] | "sort"
	}'
