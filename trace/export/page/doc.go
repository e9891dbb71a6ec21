// Package page writes a run as one HTML file that needs nothing else: no network, no server, no installation.
//
// Here live what the page is told of a run (the model), the file around it, and the script that draws it, in TypeScript
// under app. What a thread did from when to when, what a step says and where control changes hands is not worked out in the
// script but comes from package trace and trace/view, so that the page, the terminal and the figures cannot disagree; the
// script chooses, draws and listens. page.js is what esbuild makes of app (go generate), and is committed so that a build
// needs neither; CI holds the two together.
//
// A page is deterministic: the same run gives the same bytes, from one release of Go; what a large page is told is compressed, and
// another release may compress otherwise. Names and texts of a run are data in it, never markup or
// script, and a content security policy permits the page's own script and style and nothing else.
//
// Ways that were rejected: spans and rows in plain JSON, which is three times as large; a library for axes and zoom, which needs npm for what are some fifty lines here.
package page

//go:generate go tool -modfile=../../../tools.mod esbuild app/main.ts --bundle --format=iife --target=es2020 --charset=utf8 --legal-comments=none --log-level=warning --outfile=page.js
