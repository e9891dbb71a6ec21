// The timeline: a lane for each thread, greenlet, lock and core, and time or steps from left to right, on a canvas.

import { duration, roundStep, shorten, tick } from "./format";
import { lastAtMost, where, stateAcquire, stateDue, stateEnded, stateHub, stateIO, stateJoin, stateLock, stateReady, stateRunning, stateSleep, stateSuspended, stateWait, Track } from "./run";
import { processTrack } from "./processes";
import { Strip } from "./strip";
import { Words } from "./text";
import { View } from "./view";

type Lane = { name: string; kind: "process" | "thread" | "actor" | "lock" | "core"; track: Track; of: number };

const laneHeight = 26, barHeight = 18, axisHeight = 26, indent = 14;
const patterned = 12; // pixels, from which on the pattern of a state can be seen

/** The colours of the page's style, which the canvas needs as texts. */
export type Palette = (name: string) => string;

/** Draws what a state looks like: colour, height and pattern all differ, so that each of them alone is enough. */
export function drawState(c: CanvasRenderingContext2D, state: number, x: number, y: number, width: number, height: number, color: Palette): void {
  const middle = y + height / 2;
  switch (state) {
    case stateRunning:
      c.fillStyle = color("run");
      return c.fillRect(x, y, width, height);
    case stateLock:
      c.fillStyle = color("gil-soft");
      c.fillRect(x, y, width, height);
      return hatch(c, x, y, width, height, color("gil"), 5);
    case stateReady:
      c.fillStyle = color("ready");
      return c.fillRect(x, y + height / 2, width, height / 2);
    case stateIO:
      c.fillStyle = color("io");
      return c.fillRect(x, middle - height * 0.2, width, height * 0.4);
    case stateAcquire:
      c.fillStyle = color("acquire-soft");
      c.fillRect(x, y + 1, width, height - 2);
      c.fillStyle = color("acquire");
      c.fillRect(x, y + 1, width, 2);
      return c.fillRect(x, y + height - 3, width, 2);
    case stateWait:
      c.fillStyle = color("wait");
      return dashes(c, x, middle - height * 0.2, width, height * 0.4, 6, 3);
    case stateSleep:
      c.fillStyle = color("sleep");
      return c.fillRect(x, middle - 1, width, 2);
    case stateJoin:
      c.fillStyle = color("sleep");
      return dashes(c, x, middle - 1.5, width, 3, 8, 4);
    case stateHub:
      c.fillStyle = color("wait");
      return dashes(c, x, middle - 1, width, 2, 2, 4);
    case stateDue:
      c.fillStyle = color("ready");
      return dashes(c, x, y + height / 2, width, height / 2, 3, 3);
    case stateSuspended:
      c.fillStyle = color("faint");
      return c.fillRect(x, middle - 0.5, width, 1);
  }
}

/** Dashes that lie on one raster, wherever they begin. */
function dashes(c: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, on: number, off: number): void {
  if (width < on) return c.fillRect(x, y, width, height);
  for (let at = Math.floor(x / (on + off)) * (on + off); at < x + width; at += on + off) {
    const from = Math.max(at, x), to = Math.min(at + on, x + width);
    if (to > from) c.fillRect(from, y, to - from, height);
  }
}

/** Lines that rise, on one raster wherever they begin. Less than one line apart nothing of them can be told, and thousands of such
 *  pieces would take most of the time of a picture. */
function hatch(c: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, color: string, gap: number): void {
  if (width < gap) return;
  const pattern = hatchings.get(color) ?? makeHatching(c, color, gap);
  if (!pattern) return;
  c.fillStyle = pattern;
  c.fillRect(x, y, width, height);
}

const hatchings = new Map<string, CanvasPattern>();

function makeHatching(c: CanvasRenderingContext2D, color: string, gap: number): CanvasPattern | null {
  const tile = document.createElement("canvas"), fine = 4, size = gap * fine;
  tile.width = tile.height = size;
  const t = tile.getContext("2d")!;
  t.strokeStyle = color;
  t.lineWidth = fine;
  for (const shift of [-size, 0, size]) {
    t.moveTo(shift - fine, size + fine);
    t.lineTo(shift + size + fine, -fine);
  }
  t.stroke();
  const pattern = c.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(1 / fine));
  if (pattern) hatchings.set(color, pattern);
  return pattern;
}

/** How much of a pixel each value takes. */
class Shares {
  private readonly share: number[] = []; // by value
  private readonly values: number[] = []; // that have one

  add(value: number, share: number): void {
    if (!this.share[value]) this.values.push(value);
    this.share[value] = (this.share[value] ?? 0) + share;
  }

  /** The value that takes most, where nothing (0: a lock that is free) counts only alone. Then all is forgotten. */
  most(): number {
    let most = 0, winner = 0;
    for (const value of this.values) {
      if (value && this.share[value]! > most) [most, winner] = [this.share[value]!, value];
      this.share[value] = 0;
    }
    this.values.length = 0;
    return winner;
  }
}

export class Timeline {
  private readonly c: CanvasRenderingContext2D;
  private lanes: Lane[] = [];
  private readonly laneOf = new Map<number, number>(); // of threads
  private width = 0;
  private high = 0;
  private scrolled = 0; // how far, when the picture was begun: to ask for it takes the browser time
  private label = 150;
  private wanted = false;
  private stale = true; // lanes may have changed since they were kept
  private readonly kept = document.createElement("canvas"); // the picture without what moves with the cursor
  private numbers: string[] = []; // the colours of threads, by number
  private readonly strip = new Strip(barHeight);

  constructor(readonly canvas: HTMLCanvasElement, readonly scroller: HTMLElement, readonly sizer: HTMLElement, readonly tip: HTMLElement,
    readonly view: View, private words: () => Words, private color: Palette, private parting = -1) {
    this.c = canvas.getContext("2d")!;
    this.layout();
    view.onChange((change) => {
      if (change === "filter") this.layout();
      this.draw(change !== "cursor");
    });
    scroller.addEventListener("scroll", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(scroller);
    this.listen();
  }

  /** Chooses the lanes: threads with their greenlets, by processes if there are several, then locks, then cores. */
  layout(): void {
    const { run, filter } = this.view, lanes = (this.lanes = [] as Lane[]), processes = run.processes();
    this.laneOf.clear();
    const shown = run.holds.filter((h) => filter.level > 0 || !run.objects[h.of]!.library);
    const locks = (list: Track[]) => list.forEach((track) => lanes.push({ name: run.objects[track.of]!.name, kind: "lock", track, of: track.of }));
    const ofProcess = (h: Track) => processes.length > 1 && run.objects[h.of]!.class === "gil" && run.processOf(h) >= 0;
    for (const process of processes) {
      const threads = run.states.filter((t) => run.process[t.of] === process), before = lanes.length;
      this.addThreads(threads);
      if (processes.length < 2 || lanes.length === before) continue;
      lanes.splice(before, 0, { name: "", kind: "process", track: processTrack(process, threads), of: process });
      for (let i = before + 1; i < lanes.length; i++) if (lanes[i]!.kind === "thread") this.laneOf.set(lanes[i]!.of, i);
      locks(shown.filter((h) => ofProcess(h) && run.processOf(h) === process));
    }
    locks(shown.filter((h) => !ofProcess(h)));
    for (const track of run.cores) lanes.push({ name: "", kind: "core", track, of: track.of });
    this.sizer.style.height = this.height() + "px";
  }

  /** Adds the lanes of threads, those of their greenlets below. */
  private addThreads(threads: Track[]): void {
    const { run, filter } = this.view, chosen = (name: string) => !filter.thread || name === filter.thread;
    for (const track of threads) {
      const name = run.threadName(track.of), actors = run.actors.filter((a) => a.thread === track.of);
      const mine = actors.filter((a) => chosen(name) || chosen(run.objectName(a.of)));
      if (!chosen(name) && !mine.length) continue;
      this.laneOf.set(track.of, this.lanes.length);
      this.lanes.push({ name, kind: "thread", track, of: track.of });
      for (const a of mine) this.lanes.push({ name: run.objectName(a.of), kind: "actor", track: a, of: a.of });
    }
  }

  /** How high all lanes together are. */
  height(): number { return this.lanes.length * laneHeight + axisHeight + 8; }

  /** Draws soon: many changes at once make one picture. Lanes take longest, and stay where only the cursor moves. */
  draw(lanes = true): void {
    this.stale ||= lanes;
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame(() => {
      this.wanted = false;
      this.paint();
    });
  }

  /** Takes over new colours. */
  restyle(): void {
    this.numbers = [];
    this.strip.restyle();
    this.draw();
  }

  private paint(): void {
    const { c, canvas, scroller } = this, scale = devicePixelRatio || 1;
    const width = scroller.clientWidth, height = scroller.clientHeight;
    if (!width || !height) return;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.style.width = width + "px";
      canvas.style.height = height + "px";
      this.stale = true;
    }
    this.width = width;
    this.high = height;
    this.scrolled = scroller.scrollTop;
    this.label = Math.min(190, Math.max(90, width * 0.16));
    if (this.stale) this.keep(scale);
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.drawImage(this.kept, 0, 0);
    c.setTransform(scale, 0, 0, scale, 0, 0);
    this.below(() => {
      for (const w of this.view.run.circle(this.view.cursor)) this.paintCircle(w.thread);
    });
    this.paintCursor();
  }

  /** Paints all that stays where it is while only the cursor moves, and keeps it. */
  private keep(scale: number): void {
    const { c, canvas, kept } = this, { width, high: height, scrolled: top } = this;
    this.stale = false;
    c.setTransform(scale, 0, 0, scale, 0, 0);
    c.fillStyle = this.color("panel");
    c.fillRect(0, 0, width, height);
    c.textBaseline = "middle";
    this.paintGrid();
    const first = Math.max(0, Math.floor((top - axisHeight) / laneHeight)), last = Math.min(this.lanes.length, Math.ceil((top + height) / laneHeight));
    this.below(() => {
      for (let i = first; i < last; i++) this.paintLane(this.lanes[i]!, this.laneTop(i));
      this.paintMarks();
      this.paintArrows();
    });
    this.paintParting();
    if (kept.width !== canvas.width) kept.width = canvas.width; // to set it takes time, also where it is the same
    if (kept.height !== canvas.height) kept.height = canvas.height;
    kept.getContext("2d")!.drawImage(canvas, 0, 0);
  }

  /** Paints below the axis, and nothing above it. */
  private below(paint: () => void): void {
    const { c } = this;
    c.save();
    c.beginPath();
    c.rect(0, axisHeight, this.width, this.high - axisHeight);
    c.clip();
    paint();
    c.restore();
  }

  private laneTop(lane: number): number { return axisHeight + 4 + lane * laneHeight - this.scrolled; }
  private x(place: number): number { return this.label + ((place - this.view.from) / (this.view.to - this.view.from)) * (this.width - this.label - 8); }
  private place(x: number): number { return this.view.from + ((x - this.label) / (this.width - this.label - 8)) * (this.view.to - this.view.from); }
  private font(weight = ""): string { return (weight + " 12px " + this.color("font")).trim(); }

  private paintGrid(): void {
    const { c, view } = this, room = this.width - this.label;
    const step = Math.max(1, roundStep((view.to - view.from) / Math.max(2, room / 110)));
    c.font = "11px " + this.color("font");
    c.textAlign = "left";
    for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
      const x = Math.round(this.x(at)) + 0.5;
      c.strokeStyle = this.color("line");
      c.lineWidth = 1;
      c.beginPath();
      c.moveTo(x, axisHeight - 6);
      c.lineTo(x, this.high);
      c.stroke();
      c.fillStyle = this.color("quiet");
      if (x < this.width - 40) c.fillText(view.axis === "time" ? tick(at, step) : String(at + 1), x + 3, axisHeight - 12);
    }
    c.textAlign = "right";
    c.fillStyle = this.color("quiet");
    c.fillText(this.words().axis[view.axis], this.label - 10, axisHeight - 12);
  }

  private paintLane(lane: Lane, top: number): void {
    const { c } = this, y = top + (laneHeight - barHeight) / 2 - 2;
    const left = lane.kind === "actor" ? indent : 0;
    c.font = this.font(lane.kind === "thread" ? "600" : lane.kind === "process" ? "italic" : "");
    c.textAlign = "left";
    const name = this.nameOf(lane);
    if (lane.kind === "process") {
      c.fillStyle = this.color("line");
      c.fillRect(0, y - 3, this.width, 1);
    }
    const room = this.label - left - (lane.kind === "thread" ? 34 : 20);
    if (lane.kind === "thread") this.paintBadge(lane.of, 8, y + barHeight / 2);
    c.fillStyle = this.color(lane.kind === "thread" ? "text" : "quiet");
    c.fillText(shorten(name, (t) => c.measureText(t).width <= room), left + (lane.kind === "thread" ? 26 : 10), y + barHeight / 2 + 1);
    c.save();
    c.beginPath();
    c.rect(this.label, y - 2, this.width - this.label - 7, laneHeight);
    c.clip();
    if (lane.kind === "thread" || lane.kind === "actor" || lane.kind === "process") {
      const slim = lane.kind === "thread" ? 0 : lane.kind === "actor" ? 4 : 8;
      this.pieces(lane.track, (value, from, to, together) => {
        if (together && to - from < patterned) this.strip.fill(lane.kind + value, from, to, (pixel) => drawState(pixel, value, 0, slim / 2, 1, barHeight - slim, this.color));
        else drawState(c, value, from, y + slim / 2, to - from, barHeight - slim, this.color);
      });
    } else this.pieces(lane.track, (value, from, to, together) => this.paintHold(value, from, to, y, together));
    this.strip.show(c, y);
    c.restore();
  }

  private nameOf(lane: Lane): string {
    const w = this.words();
    return lane.kind === "core" ? w.core + " " + lane.of : lane.kind === "process" ? w.process + " " + lane.of : lane.name;
  }

  /** Who has a lock or a core: a box in the thread's colour with its number, or its name where there is room; of many together the colour. */
  private paintHold(thread: number, from: number, to: number, y: number, together: boolean): void {
    if (!thread) return;
    if (together) return this.strip.fill(this.threadColor(thread), from, to, (pixel) => {
      pixel.fillStyle = this.threadColor(thread);
      pixel.fillRect(0, 2, 1, barHeight - 4);
    });
    const { c } = this, width = Math.max(to - from, 1.5);
    c.fillStyle = this.threadColor(thread);
    c.fillRect(from, y + 2, width, barHeight - 4);
    if (width > 2) {
      c.strokeStyle = this.color("panel");
      c.strokeRect(from + 0.5, y + 2.5, width - 1, barHeight - 5);
    }
    if (width < 14) return;
    c.font = "11px " + this.color("font");
    c.fillStyle = this.color("ink");
    c.textAlign = "center";
    const name = this.view.run.threadName(thread), fits = (t: string) => c.measureText(t).width < width - 6;
    const left = Math.max(from, this.label), right = Math.min(to, this.width - 8);
    const text = fits(name) ? name : String(thread);
    if (fits(text)) c.fillText(text, (left + right) / 2, y + barHeight / 2 + 1);
    c.textAlign = "left";
  }

  /** The number of a thread on its colour, as locks and cores show it. */
  private paintBadge(thread: number, x: number, y: number): void {
    const { c } = this;
    c.fillStyle = this.threadColor(thread);
    c.beginPath();
    c.roundRect(x - 2, y - 7, 15, 14, 3);
    c.fill();
    c.fillStyle = this.color("ink");
    c.textAlign = "center";
    const font = c.font;
    c.font = "10px " + this.color("font");
    c.fillText(String(thread), x + 5.5, y + 1);
    c.font = font;
    c.textAlign = "left";
  }

  threadColor(thread: number): string {
    const known = this.numbers[thread];
    if (known) return known;
    return (this.numbers[thread] = this.color("thread-" + ((thread - 1) % 8)));
  }

  /**
   * Tells the pieces of a track that are in sight, in pixels. Pieces of less than a pixel are put together to one, of the value
   * that took most of it, and pixels side by side that are of one value are told as one.
   */
  private pieces(track: Track, tell: (value: number, from: number, to: number, together: boolean) => void): void {
    const { view } = this, last = track.event.length, right = this.width - 8, shares = new Shares();
    let pixel = -1, value = 0, from = 0, to = -1; // what is known of pixels that are not told yet
    const flush = () => {
      if (to > from) tell(value, from, to, true);
      to = from;
    };
    const close = () => {
      if (pixel < 0) return;
      const winner = shares.most();
      if (winner !== value || pixel !== to) {
        flush();
        [value, from] = [winner, pixel];
      }
      to = winner ? pixel + 1 : from;
      pixel = -1;
    };
    const { label } = this, scale = (this.width - label - 8) / (view.to - view.from), zero = label - view.from * scale, at = view.positions(); // as x and view.at, a million times
    for (let i = Math.max(0, this.firstPiece(track)), end = zero + at[track.event[i] ?? 0]! * scale; i < last; i++) {
      const begin = end;
      end = zero + (i + 1 < last ? at[track.event[i + 1]!]! : view.end()) * scale;
      if (begin > right) break;
      if (end <= begin || end < this.label) continue;
      if (end - begin >= 1) {
        close();
        flush();
        tell(track.value[i]!, Math.max(begin, this.label - 20), Math.min(end, right + 20), false);
        continue;
      }
      if (Math.floor(begin) !== pixel) close();
      pixel = Math.floor(begin);
      shares.add(track.value[i]!, end - begin);
    }
    close();
    flush();
  }

  /** The first piece of a track that can be in sight. */
  private firstPiece(track: Track): number {
    const { view } = this;
    let low = 0, high = track.event.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (view.at(track.event[middle]!) <= view.from) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The first and the last of some rising events that are in sight. */
  private inSight(events: ArrayLike<number>): [number, number] {
    const { view } = this;
    const first = (limit: number) => {
      let low = 0, high = events.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (view.at(events[middle]!) < limit) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return [first(view.from), first(view.to)];
  }

  /** Steps as ticks on their lane, if there is room for them, and what went wrong as marks. */
  private paintMarks(): void {
    const { c, view } = this, { run } = view;
    const [first, last] = this.inSight(view.rows);
    if (last - first <= (this.width - this.label) / 3) {
      c.fillStyle = this.color("step");
      for (let i = first; i < last; i++) {
        const event = view.rows[i]!, lane = this.laneOf.get(run.thread[event]!);
        if (lane === undefined) continue;
        const x = this.middle(event), y = this.laneTop(lane) + laneHeight - 7;
        c.beginPath();
        c.arc(x, y, 2, 0, 7);
        c.fill();
      }
    }
    const [from, to] = this.inSight(run.lost.store), signs = to - from <= (this.width - this.label) / 20;
    for (let i = from, pixel = -1; i < to; i++) {
      const x = Math.floor(this.middle(run.lost.store[i]!));
      if (!signs && x === pixel) continue; // one for each pixel
      const lost = run.lost.at(i);
      if (signs) {
        this.paintSign(lost.store, "!");
        if (lost.read >= 0) this.paintLink(lost.read, lost.store, this.color("bad"));
      } else this.paintLink(lost.store, lost.store, this.color("bad"));
      pixel = x;
    }
    for (const f of run.failures) this.paintSign(f.event, "✗");
  }

  /** A frame around what a thread does at the cursor: it waits in a circle with others. */
  private paintCircle(thread: number): void {
    const { c, view } = this, track = view.run.states[thread - 1], lane = this.laneOf.get(thread);
    if (!track || lane === undefined) return;
    const piece = track.place(view.cursor), next = track.event[piece + 1];
    const from = Math.max(this.label, this.x(view.at(track.event[piece]!))), to = Math.min(this.width - 8, next === undefined ? this.x(view.end()) : this.x(view.at(next)));
    if (to <= from) return;
    c.strokeStyle = this.color("bad");
    c.lineWidth = 2;
    c.strokeRect(from, this.laneTop(lane) + 1, to - from, barHeight + 2);
  }

  /** Where an event stands: in the middle of its step, or at its time. */
  private middle(event: number): number { return this.x(this.view.at(event) + (this.view.axis === "steps" ? 0.5 : 0)); }

  private paintSign(event: number, sign: string): void {
    const { c, view } = this, x = this.middle(event);
    if (x < this.label || x > this.width) return;
    const lane = this.laneOf.get(view.run.thread[event]!), y = lane === undefined ? axisHeight + 8 : this.laneTop(lane) + 9;
    c.fillStyle = this.color("bad");
    c.beginPath();
    c.arc(x, y, 8, 0, 7);
    c.fill();
    c.fillStyle = this.color("panel");
    c.font = "bold 12px " + this.color("font");
    c.textAlign = "center";
    c.fillText(sign, x, y + 1);
    c.textAlign = "left";
  }

  /** A thin line under a lane from one event of a thread to another one. */
  private paintLink(from: number, to: number, color: string): void {
    const { c, view } = this, lane = this.laneOf.get(view.run.thread[to]!);
    const left = Math.max(this.middle(from), this.label), right = this.middle(to);
    if (lane === undefined || right < this.label || left > this.width) return;
    const y = this.laneTop(lane) + laneHeight - 3;
    c.fillStyle = color;
    c.fillRect(left, y, Math.max(1, right - left), 2);
  }

  /** Arrows of hand-overs and wake-ups, as long as they can be told apart. */
  private paintArrows(): void {
    const { view } = this, { run } = view, most = Math.max(20, (this.width - this.label) / 12);
    const { later, earlier } = run.handovers, [first, last] = this.inSight(later);
    if (last - first <= most)
      for (let i = first; i < last; i++) if (this.wasWaiting(run.thread[later[i]!]!, earlier[i]!)) this.arrow(earlier[i]!, run.thread[earlier[i]!]!, later[i]!, run.thread[later[i]!]!, this.color("gil"), false);
    const wakes = this.wakes(), [from, to] = this.inSight(wakes);
    if (to - from <= most)
      for (let i = from; i < to; i++) this.arrow(wakes[i]!, run.thread[wakes[i]!]!, wakes[i]!, run.obj[wakes[i]!]!, this.color("quiet"), true);
  }

  /** Whether a thread could go on at an event, or waited for the interpreter lock: a hand-over to it has begun there. */
  private wasWaiting(thread: number, event: number): boolean {
    const state = this.view.run.states[thread - 1]?.at(event) ?? 0;
    return state === stateLock || state === stateReady || state === stateRunning;
  }

  private cachedWakes: Int32Array | null = null;
  private wakes(): Int32Array {
    const { run, kinds } = this.view, unpark = kinds.findIndex((k) => k.name === "unpark");
    return (this.cachedWakes ??= where(run.length, (i) => run.kind[i] === unpark));
  }

  private arrow(from: number, thread: number, to: number, other: number, color: string, dashed: boolean): void {
    const { c } = this, a = this.laneOf.get(thread), b = this.laneOf.get(other);
    if (a === undefined || b === undefined || a === b) return;
    const x0 = this.x(this.view.at(from)), x1 = this.x(this.view.at(to));
    const down = b > a ? 1 : -1, y0 = this.laneTop(a) + 9 + down * 9, y1 = this.laneTop(b) + 9 - down * 9;
    c.strokeStyle = c.fillStyle = color;
    c.lineWidth = dashed ? 1 : 1.5;
    c.setLineDash(dashed ? [2, 3] : []);
    c.beginPath();
    c.moveTo(x0, y0);
    c.lineTo(x1, y1 - down * 4);
    c.stroke();
    c.setLineDash([]);
    c.beginPath();
    c.moveTo(x1, y1);
    c.lineTo(x1 - 3.5, y1 - down * 6);
    c.lineTo(x1 + 3.5, y1 - down * 6);
    c.fill();
  }

  /** A line where the run parts from the other one. */
  private paintParting(): void {
    const { c } = this, x = Math.round(this.x(this.view.at(this.parting))) + 0.5;
    if (this.parting < 0 || x < this.label || x > this.width) return;
    c.strokeStyle = this.color("accent");
    c.lineWidth = 2;
    c.setLineDash([5, 4]);
    c.beginPath();
    c.moveTo(x, axisHeight - 2);
    c.lineTo(x, this.high);
    c.stroke();
    c.setLineDash([]);
  }

  private paintCursor(): void {
    const { c, view } = this, x = Math.round(this.middle(view.cursor)) + 0.5;
    if (x < this.label || x > this.width) return;
    c.strokeStyle = this.color("accent");
    c.lineWidth = 1.5;
    c.beginPath();
    c.moveTo(x, axisHeight - 4);
    c.lineTo(x, this.high);
    c.stroke();
    c.fillStyle = this.color("accent");
    c.beginPath();
    c.moveTo(x - 5, axisHeight - 10);
    c.lineTo(x + 5, axisHeight - 10);
    c.lineTo(x, axisHeight - 2);
    c.fill();
    const lane = this.laneOf.get(view.run.thread[view.cursor]!);
    if (lane === undefined) return;
    c.strokeRect(this.label - 2, this.laneTop(lane) - 1, 3, laneHeight - 4);
  }

  /** What is under the pointer, in words. */
  private describe(x: number, y: number): string {
    const lane = this.lanes[Math.floor((y + this.scroller.scrollTop - axisHeight - 4) / laneHeight)];
    if (!lane || y < axisHeight) return "";
    const { view } = this, { run } = view, words = this.words();
    if (x < this.label) return this.nameOf(lane);
    const place = this.place(x), piece = this.pieceAt(lane.track, place);
    if (piece < 0) return "";
    const value = lane.track.value[piece]!, begin = lane.track.event[piece]!, end = lane.track.event[piece + 1] ?? run.length;
    const lasted = duration(run.timeOf(end) - run.timeOf(begin));
    if (lane.kind === "core") return `${words.core} ${lane.of}: ${value ? run.threadName(value) : words.idle} · ${lasted}`;
    if (lane.kind === "lock") return `${lane.name}: ${value ? words.heldBy(run.threadName(value)) : words.free} · ${lasted}`;
    if (!value || value === stateEnded) return "";
    const on = lane.track.on[piece] ?? 0, holder = on ? run.holder(on, begin) : 0;
    return `${this.nameOf(lane)}: ${words.states[value]}${on ? " · " + run.objectName(on) : ""}${holder && holder !== lane.of ? " (" + words.heldBy(run.threadName(holder)) + ")" : ""} · ${lasted}`;
  }

  private pieceAt(track: Track, place: number): number {
    let low = 0, high = track.event.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.view.at(track.event[middle]!) <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The event that a click means: the nearest step of the lane's thread, or of anybody where the lane is not one's. */
  private eventAt(x: number, y: number): number {
    const { view } = this, lane = this.lanes[Math.floor((y + this.scroller.scrollTop - axisHeight - 4) / laneHeight)];
    const place = this.place(x), nearest = view.nearest(place);
    if (!lane || lane.kind !== "thread" || y < axisHeight) return nearest;
    const row = lastAtMost(view.rows, nearest), reach = (view.to - view.from) * 8 / Math.max(1, this.width - this.label);
    for (let d = 0; d < 200; d++)
      for (const r of [row + d, row - d]) {
        const event = view.rows[r];
        if (event !== undefined && view.run.thread[event] === lane.of && Math.abs(view.at(event) - place) <= reach) return event;
      }
    return nearest;
  }

  private listen(): void {
    const { canvas, view, tip } = this;
    let drag: { x: number; from: number; to: number; moved: boolean } | null = null;
    canvas.addEventListener("pointerdown", (e) => {
      canvas.setPointerCapture(e.pointerId);
      drag = { x: e.offsetX, from: view.from, to: view.to, moved: false };
    });
    canvas.addEventListener("pointermove", (e) => {
      if (drag && Math.abs(e.offsetX - drag.x) > 3) drag.moved = true;
      if (drag?.moved) {
        const by = ((drag.x - e.offsetX) / (this.width - this.label - 8)) * (drag.to - drag.from);
        view.setWindow(drag.from + by, drag.to + by);
        tip.hidden = true;
        return;
      }
      const text = this.describe(e.offsetX, e.offsetY);
      tip.hidden = !text;
      tip.textContent = text;
      tip.style.left = Math.min(e.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
      tip.style.top = e.clientY + 18 + "px";
    });
    canvas.addEventListener("pointerup", (e) => {
      if (drag && !drag.moved && e.offsetX >= this.label) view.go(this.eventAt(e.offsetX, e.offsetY));
      drag = null;
    });
    canvas.addEventListener("pointercancel", () => (drag = null));
    canvas.addEventListener("pointerleave", () => (tip.hidden = true));
    canvas.addEventListener("dblclick", (e) => view.zoom(0.25, this.place(e.offsetX)));
    canvas.addEventListener("wheel", (e) => {
      const overflows = this.scroller.scrollHeight > this.scroller.clientHeight + 1;
      if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) view.pan((e.deltaX || e.deltaY) / 800);
      else if (e.ctrlKey || e.metaKey || !overflows) view.zoom(Math.pow(1.0018, e.deltaY), this.place(e.offsetX));
      else return;
      e.preventDefault();
    }, { passive: false });
  }
}
