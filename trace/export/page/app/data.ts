// What the page is told: the names are those of model.go. Lists of numbers are zigzag varints in base64.

export interface Texts { en: string; zh: string }
export interface Kind { name: string; group: number; doc: string }
export interface Thing { name: string; class: string; library?: boolean }
export interface RawLine { of: number; event: string; value: string }
export interface RawLife { of: number; thread: number; event: string; state: string; on: string }
export interface RawPairs { later: string; earlier: string }
export interface Lost { store: number; read: number; over: number }
export interface RawLost { store: string; read: string; over: string }
export interface Failure { event: number; lines: string[] }
export interface ThreadFigure { ran: number; lock: number; ready: number; blocked: number; gave: number; lost: number; bytecodes: number }
export interface Blame { waiter: number; holder: number; lock: number; time: number }
export interface Figures {
  wall: number; cpu: number; busy: number[] | null; threads: ThreadFigure[] | null;
  lock: { takes: number; handoffs: number; forced: number; vain: number; longest: number };
  switches: { reason: string; count: number }[] | null; blame: Blame[] | null;
}
export interface RawRun {
  title: string; settings: [string, string][]; result: string; wrong: boolean; short: Texts; doc: Texts; left: number;
  threads: string[] | null; process: string; objects: Thing[]; strings: string[];
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

/** Unpacks a list of numbers. They may be larger than 32 bits, so there are no shifts. */
export function unpack(packed: string): number[] {
  const bytes = atob(packed), list: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    let n = 0, unit = 1, byte: number;
    do {
      byte = bytes.charCodeAt(i++);
      n += (byte & 127) * unit;
      unit *= 128;
    } while (byte > 127);
    list.push(n % 2 ? -(n + 1) / 2 : n / 2);
  }
  return list;
}

/** Unpacks a list of which each number is the distance from the one before. */
export function unpackSums(packed: string): number[] {
  let sum = 0;
  return unpack(packed).map((n) => (sum += n));
}
