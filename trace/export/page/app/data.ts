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

/** A list of numbers as the page keeps it, in as few bytes as they need: a run has many millions, and memory that is touched for the
 *  first time is what opening a page spends most on. */
export type Numbers = Int8Array | Int16Array | Int32Array | Float64Array;

/** What base64 stands for. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64; // in browsers from 2025 on
  if (native) return native.call(Uint8Array, base64);
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** How many numbers there are in some bytes, and how many bytes the longest takes. */
function extent(bytes: Uint8Array): { count: number; longest: number } {
  let count = 0, longest = 0;
  for (let i = 0, begin = 0; i < bytes.length; i++) {
    if (bytes[i]! > 127) continue;
    count++;
    if (i + 1 - begin > longest) longest = i + 1 - begin;
    begin = i + 1;
  }
  return { count, longest };
}

/** A list with room for numbers of which the longest takes so many bytes: seven bits each, one of them for the sign. */
function roomFor(count: number, longest: number): Numbers {
  return longest < 2 ? new Int8Array(count) : longest < 3 ? new Int16Array(count) : longest < 5 ? new Int32Array(count) : new Float64Array(count);
}

/** Reads numbers into a list. They may be larger than 32 bits, so the long ones are put together without shifts. */
function read(bytes: Uint8Array, list: Numbers): void {
  for (let i = 0, at = 0; at < list.length; at++) {
    let byte = bytes[i++]!;
    if (byte < 128) {
      list[at] = byte & 1 ? -((byte + 1) >> 1) : byte >> 1;
      continue;
    }
    let n = byte & 127, unit = 128;
    do {
      byte = bytes[i++]!;
      n += (byte & 127) * unit;
      unit *= 128;
    } while (byte > 127);
    list[at] = n % 2 ? -(n + 1) / 2 : n / 2;
  }
}

/** Unpacks a list of numbers. */
export function unpack(packed: string): Numbers {
  const bytes = bytesOf(packed), { count, longest } = extent(bytes), list = roomFor(count, longest);
  read(bytes, list);
  return list;
}

/** Unpacks a list of numbers that are to be added up: there is room for sums. */
export function unpackWide(packed: string): Float64Array {
  const bytes = bytesOf(packed), list = new Float64Array(extent(bytes).count);
  read(bytes, list);
  return list;
}

/** Unpacks a list of times, each the distance from the one before. */
export function unpackTimes(packed: string, start: number): Float64Array {
  const list = unpackWide(packed);
  for (let i = 0, sum = start; i < list.length; i++) list[i] = sum += list[i]!;
  return list;
}

/** Unpacks a list of events, each the distance from the one before. */
export function unpackEvents(packed: string): Int32Array {
  const bytes = bytesOf(packed), list = new Int32Array(extent(bytes).count);
  read(bytes, list);
  for (let i = 0, sum = 0; i < list.length; i++) list[i] = sum += list[i]!;
  return list;
}
