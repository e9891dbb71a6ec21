// Numbers and times as people read them.

const units: [string, number][] = [["s", 1e9], ["ms", 1e6], ["µs", 1e3], ["ns", 1]];

/** A whole number with a comma before every three digits. */
export function count(n: number): string { return String(n).replace(/\B(?=(\d{3})+$)/g, ","); }

/** A time in nanoseconds, as precise as there is reason to. */
export function duration(ns: number): string {
  if (ns === 0) return "0";
  const [name, size] = units.find(([, size]) => Math.abs(ns) >= size) ?? ["ns", 1];
  const value = ns / size;
  return Number(value.toPrecision(4)).toString() + " " + name;
}

/** A time in a unit that is fit for all times up to the longest. */
export function moment(ns: number, longest: number): string {
  const size = longest >= 100e6 ? 1e6 : 1e3;
  return group((ns / size).toFixed(3));
}
export function momentUnit(longest: number): string { return longest >= 100e6 ? "ms" : "µs"; }

function group(text: string): string {
  const [whole = "", rest] = text.split(".");
  return count(Number(whole)) + (rest ? "." + rest : "");
}

/** The least of 1, 2, 5 times a power of ten that is not below n. */
export function roundStep(n: number): number {
  const power = Math.pow(10, Math.floor(Math.log10(Math.max(n, 1e-9))));
  for (const digit of [1, 2, 5, 10]) if (digit * power >= n * 0.999999) return digit * power;
  return 10 * power;
}

/** A mark of an axis, in the largest unit that makes every such mark a whole number. */
export function tick(ns: number, step: number): string {
  if (ns === 0) return "0";
  const [name, size] = units.find(([, size]) => step >= size) ?? ["ns", 1];
  return count(Math.round(ns / size)) + " " + name;
}

export function percent(share: number): string { return Math.round(share * 100) + " %"; }

/** A name cut in its middle, where names of one kind differ least, so that it is no longer than fits. */
export function shorten(name: string, fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  const all = Array.from(name);
  for (let keep = Math.min(all.length - 1, 60); keep > 2; keep--) {
    const tail = Math.floor(keep / 2), text = all.slice(0, keep - tail).join("") + "…" + all.slice(-tail).join("");
    if (fits(text)) return text;
  }
  return "…";
}

/** A text with an escape for each character that does not show, or turns the text around it: a source, a title or an output could seem to be another one. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu,
    (c) => "\\u" + (c.codePointAt(0)! > 0xffff ? `{${c.codePointAt(0)!.toString(16)}}` : c.charCodeAt(0).toString(16).padStart(4, "0")));
}
