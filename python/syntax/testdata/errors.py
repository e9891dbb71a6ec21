"""Writes errors.txt anew: what CPython's parser says of each source in it.

A line is JSON: [source, kind of error, message, line, column, last line, end column]. Columns are counted in characters from 0; the end is
that of the carets that CPython prints, or the place itself. A source without an error is left out."""
import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")


def says(source):
    try:
        ast.parse(source)
    except SyntaxError as e:
        line, col = e.lineno, (e.offset or 1) - 1
        end_line, end = e.end_lineno or line, (e.end_offset or 0) - 1
        if (end_line, end) <= (line, col):
            end_line, end = line, col
        return [source, type(e).__name__, e.msg, line, col, end_line, end]
    except (ValueError, MemoryError, RecursionError, OverflowError):
        return None


def main(name):
    with open(name, encoding="utf-8") as f:
        sources = [json.loads(line)[0] for line in f]
    with open(name, "w", encoding="utf-8") as f:
        for s in dict.fromkeys(sources):
            row = says(s)
            if row:
                f.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
