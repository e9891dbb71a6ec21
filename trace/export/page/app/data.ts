// What the page is told: the names are those of model.go. Lists of numbers are zigzag varints in base64.

export interface Texts { en: string; zh: string }
export interface Kind { name: string; group: number; doc: string }
export interface Thing { name: string; class: string; library?: boolean }
export interface RawLine { of: number; event: string; value: string }
export interface RawLife { of: number; thread: number; event: string; state: string; on: string }
export interface RawPairs { later: string; earlier: string }
export interface Lost { store: number; read: number; over: number }
export interface RawLost { store: string; read: string; over: string }
export interface Failure { event: number; lines: string[]; zh: string[] }
export interface ThreadFigure { ran: number; lock: number; ready: number; blocked: number; gave: number; lost: number; bytecodes: number }
export interface Blame { waiter: number; holder: number; lock: number; time: number }
export interface Figures {
  wall: number; cpu: number; busy: number[] | null; threads: ThreadFigure[] | null;
  lock: { takes: number; handoffs: number; forced: number; vain: number; longest: number };
  switches: { reason: string; count: number }[] | null; blame: Blame[] | null;
}
export interface RawRun {
  title: string; settings: [string, string][] | null; result: Texts; want: string; wrong: boolean; short: Texts; doc: Texts; left: number;
  threads: string[] | null; process: string; objects: Thing[]; strings: string[]; zh: Record<number, string>;
  start: number; time: string; thread: string; actor: string; kind: string; obj: string; text: string; number: string; level: string;
  cores: RawLine[] | null; holds: RawLine[] | null; states: RawLife[] | null; actors: RawLife[] | null; values: RawLine[] | null;
  sources: { name: string; text: string }[] | null; places: { file: string; line: number }[] | null; at: RawLine[] | null;
  switches: RawLine[]; handovers: RawPairs; conflicts: RawPairs; lost: RawLost; failures: Failure[] | null; figures: Figures;
}
export interface Glossary { heading: Texts; words: { name: Texts; meaning: Texts }[] }
export interface Point { x: number; y: number; low: number; high: number }
export interface Curve { name: Texts; color: number; dashed: boolean; points: Point[] | null }
export interface Bar { name: string; count: number; share: number; wrong: boolean }
export interface Chart { title: Texts; x: Texts; y: Texts; curves?: Curve[]; bars?: Bar[] }
export interface Parting { parts: boolean; at: [number, number]; pairs: [string, string] }
export interface Document { lang: "en" | "zh"; runs: RawRun[]; parting?: Parting; kinds: Kind[]; states: string[]; glossary: Glossary[] | null; charts?: Chart[] }

/** A list of numbers as the page keeps it. A run has many millions: as objects of the script they would take time to make. */
export type Numbers = Float64Array;

/** Unpacks a list of numbers. They may be larger than 32 bits, so the long ones are put together without shifts. */
export function unpack(packed: string): Numbers {
  const bytes = atob(packed);
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes.charCodeAt(i) < 128) count++;
  const list = new Float64Array(count);
  for (let i = 0, at = 0; at < count; at++) {
    let byte = bytes.charCodeAt(i++);
    if (byte < 128) {
      list[at] = byte & 1 ? -((byte + 1) >> 1) : byte >> 1;
      continue;
    }
    let n = byte & 127, unit = 128;
    do {
      byte = bytes.charCodeAt(i++);
      n += (byte & 127) * unit;
      unit *= 128;
    } while (byte > 127);
    list[at] = n % 2 ? -(n + 1) / 2 : n / 2;
  }
  return list;
}

/** Unpacks a list of which each number is the distance from the one before. */
export function unpackSums(packed: string, start = 0): Numbers {
  const list = unpack(packed);
  for (let i = 0, sum = start; i < list.length; i++) list[i] = sum += list[i]!;
  return list;
}
