// One run as the page knows it: what is where at an event.

import { Failure, Figures, Lost, Numbers, RawLife, RawLine, RawLost, RawPairs, RawRun, Texts, Thing, unpack, unpackEvents, unpackTimes, unpackWide } from "./data";
import { pick, Words } from "./text";

/** The place of the last number in a rising list that is not above n; -1 if all are. */
export function lastAtMost(list: ArrayLike<number>, n: number): number {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! <= n) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Those of the places below a length for which something holds, rising. */
export function where(length: number, holds: (place: number) => boolean): Int32Array {
  const list = new Int32Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) if (holds(i)) list[count++] = i;
  return list.slice(0, count);
}

/** The different numbers of a list of small ones. */
export function different(list: ArrayLike<number>): Set<number> {
  const seen: boolean[] = [];
  for (let i = 0; i < list.length; i++) seen[list[i]!] = true;
  return new Set(seen.flatMap((is, n) => (is ? [n] : [])));
}

const none = new Int8Array(0);

/** What something is from an event on, until the next one. */
export class Track {
  constructor(readonly of: number, readonly event: Numbers, readonly value: Numbers, readonly on: Numbers, readonly thread = 0) {}
  static line(raw: RawLine): Track { return new Track(raw.of, unpackEvents(raw.event), unpack(raw.value), none); }
  static life(raw: RawLife): Track { return new Track(raw.of, unpackEvents(raw.event), unpack(raw.state), unpack(raw.on), raw.thread); }
  place(event: number): number { return lastAtMost(this.event, event); }
  at(event: number): number { return this.value[this.place(event)] ?? 0; }
  onAt(event: number): number { return this.on[this.place(event)] ?? 0; }
}

/** Events that belong together. */
export class Pairs {
  readonly later: Int32Array;
  readonly earlier: Int32Array;
  constructor(raw: RawPairs) {
    const distances = unpack(raw.earlier);
    this.later = unpackEvents(raw.later);
    this.earlier = this.later.map((event, i) => event - distances[i]!);
  }
}

/** Updates that are lost, in the order of their stores. */
export class LostUpdates {
  readonly store: Numbers;
  private readonly read: Numbers; // how long before the store; 0: before what the page has
  private readonly over: Numbers;
  constructor(raw: RawLost) {
    this.store = unpackEvents(raw.store);
    this.read = unpack(raw.read);
    this.over = unpack(raw.over);
  }

  /** One of them; what lies before what the page has is at -1. */
  at(i: number): Lost {
    const store = this.store[i]!, before = (distance: number) => (distance ? store - distance : -1);
    return { store, read: before(this.read[i]!), over: before(this.over[i]!) };
  }

  /** That of a store, if it loses one. */
  of(store: number): Lost | undefined {
    const i = lastAtMost(this.store, store);
    return this.store[i] === store ? this.at(i) : undefined;
  }
}

export const stateRunning = 1, stateLock = 2, stateReady = 3, stateIO = 4, stateSleep = 5, stateAcquire = 6, stateJoin = 7,
  stateHub = 8, stateWait = 9, stateSuspended = 10, stateDue = 11, stateEnded = 12;

/** A wait of one thread for another: for what it has, or for its end. */
export interface Wait { thread: number; object: number; holder: number }

export class Run {
  readonly title: string;
  readonly settings: [string, string][];
  private readonly result: Texts;
  private readonly want: string;
  readonly wrong: boolean;
  readonly short: Texts;
  readonly doc: Texts;
  readonly left: number;
  readonly threads: string[];
  objects: Thing[];
  readonly strings: string[];
  private readonly chinese: Record<number, string>; // of strings, by number
  readonly length: number;
  readonly time: Numbers; // by event
  readonly thread: Numbers;
  readonly actor: Numbers;
  readonly kind: Numbers;
  readonly obj: Numbers;
  private readonly text: Numbers; // the pattern
  private readonly numbers: Numbers; // what stands in the slots of the patterns
  private readonly firstNumber: Int32Array; // by event: the first of its numbers
  readonly level: Uint8Array; // by event: from which level on it is shown
  readonly cores: Track[];
  readonly holds: Track[];
  readonly states: Track[];
  readonly actors: Track[];
  readonly values: Track[];
  readonly switches: Track[];
  readonly handovers: Pairs;
  readonly conflicts: Pairs;
  readonly lost: LostUpdates;
  readonly failures: Failure[];
  readonly figures: Figures;
  readonly prints: Int32Array;
  readonly at: Track[]; // of each thread whose places are known
  readonly places: { file: string; line: number }[];
  readonly sources: Map<string, string[]>; // the lines of each file
  readonly process: Int32Array; // of each thread, from 1
  private readonly threadNamed = new Map<string, number>();
  private readonly holdOf = new Map<number, Track>();

  constructor(raw: RawRun, printKind: number) {
    this.title = raw.title;
    this.settings = raw.settings ?? [];
    this.result = raw.result;
    this.want = raw.want;
    this.wrong = raw.wrong;
    this.short = raw.short;
    this.doc = raw.doc;
    this.left = raw.left;
    this.threads = ["", ...(raw.threads ?? [])];
    this.process = Int32Array.from([0, ...unpack(raw.process)]);
    this.objects = raw.objects;
    this.strings = raw.strings;
    this.chinese = raw.zh;
    this.time = unpackTimes(raw.time, raw.start);
    this.length = this.time.length;
    this.thread = unpack(raw.thread);
    this.actor = raw.actor ? unpack(raw.actor) : new Int8Array(this.length);
    this.kind = unpack(raw.kind);
    this.obj = unpack(raw.obj);
    this.text = unpack(raw.text);
    this.numbers = unpackWide(raw.number);
    this.firstNumber = this.place();
    this.level = new Uint8Array(this.length);
    for (let i = 0; i < this.length; i++) this.level[i] = raw.level.charCodeAt(i) - 48; // a digit
    this.cores = (raw.cores ?? []).map(Track.line);
    this.holds = (raw.holds ?? []).map(Track.line);
    this.states = (raw.states ?? []).map(Track.life);
    this.actors = (raw.actors ?? []).map(Track.life);
    this.at = (raw.at ?? []).map(Track.line);
    this.places = raw.places ?? [];
    this.sources = new Map((raw.sources ?? []).map((f) => [f.name, f.text.split("\n")]));
    this.values = (raw.values ?? []).map(Track.line);
    this.switches = raw.switches.map(Track.line);
    this.handovers = new Pairs(raw.handovers);
    this.conflicts = new Pairs(raw.conflicts);
    this.lost = new LostUpdates(raw.lost);
    this.failures = raw.failures ?? [];
    this.figures = raw.figures;
    this.prints = where(this.length, (i) => this.kind[i] === printKind);
    this.threads.forEach((name, i) => this.threadNamed.set(name, this.threadNamed.has(name) ? 0 : i));
    this.holds.forEach((h) => this.holdOf.set(h.of, h));
    if (this.processes().length > 1) this.nameInterpreterLocks();
  }

  /** The numbers of the processes that there are, rising. */
  processes(): number[] { return [...new Set(this.process.subarray(1))].sort((a, b) => a - b); }

  /** The process that a lock belongs to, by who has had it first; -1 if nobody has. */
  processOf(hold: Track): number {
    const holder = hold.value.find((thread) => thread > 0);
    return holder === undefined ? -1 : this.process[holder] ?? -1;
  }

  /** Each process has an interpreter lock: they are told apart by the first thread of theirs. */
  private nameInterpreterLocks(): void {
    this.objects = this.objects.map((o, i) => {
      const hold = o.class === "gil" ? this.holdOf.get(i) : undefined, process = hold ? this.processOf(hold) : -1;
      return process > 0 ? { ...o, name: `${o.name} (${this.threads[this.process.indexOf(process, 1)] ?? process})` } : o;
    });
  }

  /** The source of a place, "" if the trace does not hold it. */
  sourceOf(place: { file: string; line: number }): string { return this.sources.get(place.file)?.[place.line - 1] ?? ""; }

  /** The place where each thread stands at an event, as far as that is known. */
  standing(event: number): { thread: number; place: { file: string; line: number } }[] {
    return this.at.flatMap((t) => {
      const place = this.places[t.at(event) - 1], state = this.states[t.of - 1]?.at(event) ?? 0;
      return place && t.place(event) >= 0 && state !== stateEnded ? [{ thread: t.of, place }] : [];
    });
  }

  /** The events at which threads come to a place, by its number from 1, rising. */
  steppedAt(place: number): number[] {
    return this.at.flatMap((t) => Array.from(t.event).filter((_, i) => t.value[i] === place)).sort((a, b) => a - b);
  }

  /** What came out, and what should have. */
  outcome(w: Words): string { return [pick(this.result, w.language), this.want && w.want(this.want)].filter(Boolean).join(" · "); }

  /** What a failure says at an event, a line each; no line if there is none. */
  failureLines(event: number, w: Words): string[] {
    const failure = this.failures.find((f) => f.event === event);
    return (w.language === "zh" ? failure?.zh : failure?.lines) ?? [];
  }

  /** What a line says that tells of a switch, by its number among the strings. */
  handoff(text: number, w: Words): string { return (w.language === "zh" && this.chinese[text]) || (this.strings[text] ?? ""); }

  /** What happens at an event, in a few words: the step, or what a failure says. */
  sayingOf(event: number, w: Words): string { return this.textOf(event) || (this.failureLines(event, w)[0] ?? ""); }

  /** The time at which an event happened, and of the place behind the last one. */
  timeOf(event: number): number { return this.time[Math.min(event, this.length - 1)] ?? 0; }
  /** Whether there is something to say of an event. */
  says(event: number): boolean { return this.text[event] !== 0; }

  /** What a step does, in a few words. */
  textOf(event: number): string {
    let n = this.firstNumber[event] ?? 0;
    return (this.strings[this.text[event] ?? 0] ?? "").replace(/\x01/g, () => String(this.numbers[n++]));
  }

  /** What a variable or a queue holds by one of the values of its track. */
  value(packed: number): string { return packed % 2 ? this.strings[(packed - 1) / 2] ?? "" : String(packed / 2); }

  /** Finds the numbers of each step, and turns distances into what they are distances between. */
  private place(): Int32Array {
    const first = new Int32Array(this.length), slots = this.strings.map((s) => s.split("\x01").length - 1), last = new Map<number, number[]>();
    let next = 0;
    for (let i = 0; i < this.length; i++) {
      const pattern = this.text[i]!, count = slots[pattern]!;
      first[i] = next;
      if (!count) continue;
      let before = last.get(pattern);
      if (!before) last.set(pattern, (before = new Array<number>(count).fill(0)));
      for (let j = 0; j < count; j++) this.numbers[next + j] = before[j] = this.numbers[next + j]! + before[j]!;
      next += count;
    }
    return first;
  }
  threadName(id: number): string { return this.threads[id] ?? (id ? "T" + id : ""); }
  objectName(id: number): string { return this.objects[id]?.name || (id ? "o" + id : ""); }

  /** Who did an event: the thread, and behind it the greenlet. */
  who(event: number): string {
    const actor = this.actor[event] ?? 0, name = this.threadName(this.thread[event] ?? 0);
    return actor > 0 ? name + "/" + this.objectName(actor) : name;
  }

  /** Who has an object at an event; of one that stands for the end of a thread, that thread. 0: nobody. */
  holder(object: number, event: number): number {
    const thing = this.objects[object];
    if (thing?.class === "thread") return this.threadNamed.get(thing.name) ?? 0;
    return this.holdOf.get(object)?.at(event) ?? 0;
  }

  /** Who waits for what at an event. */
  waits(event: number): Wait[] {
    const list: Wait[] = [];
    for (const s of this.states) {
      const object = s.onAt(event);
      if (object) list.push({ thread: s.of, object, holder: this.holder(object, event) });
    }
    return list;
  }

  /** Threads that wait for each other in a circle at an event; none if there is no circle. The interpreter lock makes none, and
   *  neither does a thread that waits for what it has itself, as a condition does for the one who will release it, unless that is the end. */
  circle(event: number): Wait[] {
    const waits = new Map(this.waits(event).filter((w) => this.objects[w.object]?.class !== "gil").map((w) => [w.thread, w]));
    for (const start of waits.keys()) {
      const path: Wait[] = [];
      for (let w = waits.get(start); w && !path.includes(w); w = waits.get(w.holder)) {
        path.push(w);
        if (w.holder === start && (path.length > 1 || event >= this.length - 1)) return path;
      }
    }
    return [];
  }
}
