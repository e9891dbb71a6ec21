// Package version says which version of gilsim this is.
package version

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// devel is the version of a build from source that is no release.
const devel = "devel"

// String returns the version of this build: that of the module, or devel with the revision if the build knows it.
func String() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return strings.TrimPrefix(v, "v")
	}
	if revision := setting(info, "vcs.revision"); revision != "" {
		return devel + "-" + revision[:min(12, len(revision))]
	}
	return devel
}

// Exact returns the same, but for two builds from different sources never the same: where nothing tells them apart, it adds the first
// digits of the hash of the executable, which then differs from system to system, too.
func Exact() string {
	info, _ := debug.ReadBuildInfo()
	v := String()
	if v != devel && (info == nil || setting(info, "vcs.modified") != "true") {
		return v
	}
	own, err := os.Executable()
	if err != nil {
		return v
	}
	f, err := os.Open(own)
	if err != nil {
		return v
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return v
	}
	return v + "+" + hex.EncodeToString(hash.Sum(nil)[:6])
}

func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
