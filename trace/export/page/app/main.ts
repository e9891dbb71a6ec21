// The page: makes it of what it is told, listens to keys and buttons, and keeps the position in the address.

import { Columns, make } from "./columns";
import { Document } from "./data";
import { count, duration } from "./format";
import { lastAtMost, Run } from "./run";
import { Language, languages, Words } from "./text";
import { Panel, swatch, Tab } from "./panel";
import { Timeline } from "./timeline";
import { Axis, View } from "./view";

function byId(id: string): HTMLElement {
  const e = document.getElementById(id);
  if (!e) throw new Error("the page has no " + id);
  return e;
}

class Page {
  private language: Language;
  private readonly run: Run;
  private readonly view: View;
  private readonly timeline: Timeline;
  private readonly columns: Columns;
  private readonly panel: Panel;
  private readonly styles = new Map<string, string>();
  private playing = 0;
  private addressed = "";
  private switchEvents: number[] = [];
  private faults: number[] = [];

  constructor(private readonly doc: Document) {
    this.language = doc.lang;
    this.run = new Run(doc.runs[0]!, doc.kinds.findIndex((k) => k.name === "print"));
    this.view = new View(this.run, doc.kinds);
    this.faults = [...this.run.lost.map((l) => l.store), ...this.run.failures.map((f) => f.event)].sort((a, b) => a - b);
    this.readAddress(true);
    const words = () => this.words(), color = (name: string) => this.color(name);
    this.timeline = new Timeline(byId("lanes") as HTMLCanvasElement, byId("timeline"), byId("lanes-size"), byId("tip"), this.view, words, color);
    this.columns = new Columns(byId("columns"), byId("columns-head"), byId("columns-body"), byId("columns-size"), this.view, words);
    this.panel = new Panel(byId("panel"), this.view, words, () => this.language, color, doc.glossary ?? []);
    this.view.onChange((change) => {
      if (change === "filter") this.filtered();
      this.follow();
    });
    this.filtered();
    this.listen();
    this.translate();
    byId("timeline").style.height = `min(38vh, ${this.timeline.height() + 2}px)`;
    this.columns.show();
  }

  private words(): Words { return languages[this.language]; }

  /** A colour or the font of the page's style. */
  private color(name: string): string {
    let value = this.styles.get(name);
    if (value === undefined) {
      value = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
      this.styles.set(name, value);
    }
    return value;
  }

  private filtered(): void {
    this.switchEvents = this.run.switches[this.view.filter.level]!.event;
  }

  /** Shows where the cursor is, in the bar, in the address, and to screen readers. */
  private follow(): void {
    const { view, run } = this, w = this.words(), row = lastAtMost(view.rows, view.cursor);
    byId("where").textContent = this.language === "zh" ? `第 ${count(row + 1)} / ${count(view.rows.length)} 步` : `${w.step} ${count(row + 1)} ${w.of} ${count(view.rows.length)}`;
    byId("when").textContent = duration(run.timeOf(view.cursor));
    byId("said").textContent = w.sketch(run.who(view.cursor), run.textOf(view.cursor), duration(run.timeOf(view.cursor)));
    const f = view.filter;
    (byId("level") as HTMLSelectElement).value = String(f.level);
    (byId("thread") as HTMLSelectElement).value = f.thread;
    (byId("object") as HTMLSelectElement).value = f.object;
    (byId("kind") as HTMLSelectElement).value = f.kind;
    for (const axis of ["time", "steps"] as Axis[]) byId("axis-" + axis).setAttribute("aria-pressed", String(view.axis === axis));
    this.writeAddress();
  }

  private writeAddress(): void {
    const { view } = this, p = new URLSearchParams();
    p.set("event", String(view.cursor + 1));
    if (view.axis !== "time") p.set("axis", view.axis);
    if (view.filter.level) p.set("level", String(view.filter.level));
    for (const name of ["thread", "object", "kind"] as const) if (view.filter[name]) p.set(name, view.filter[name]);
    if (!view.isFitted()) {
      p.set("from", String(Math.round(view.from)));
      p.set("to", String(Math.round(view.to)));
    }
    if (this.panel && this.panel.tab !== "now") p.set("tab", this.panel.tab);
    if (this.language !== this.doc.lang) p.set("lang", this.language);
    this.addressed = "#" + p.toString();
    clearTimeout(this.writing);
    this.writing = window.setTimeout(() => {
      try {
        history.replaceState(null, "", this.addressed);
      } catch {
        // some browsers limit how often the address changes; the next change brings it up to date
      }
    }, 120);
  }
  private writing = 0;

  /** Goes where the address says. */
  private readAddress(first = false): void {
    if (location.hash === this.addressed || location.hash.length < 2) return;
    const p = new URLSearchParams(location.hash.slice(1)), { view } = this;
    const lang = p.get("lang");
    if (lang === "en" || lang === "zh") this.language = lang;
    view.setFilter({ level: Math.min(2, Math.max(0, Number(p.get("level")) || 0)), thread: p.get("thread") ?? "", object: p.get("object") ?? "", kind: p.get("kind") ?? "" });
    view.setAxis(p.get("axis") === "steps" ? "steps" : "time");
    const event = Number(p.get("event")), from = Number(p.get("from")), to = Number(p.get("to"));
    if (p.has("to") && to > from) view.setWindow(from, to);
    if (Number.isInteger(event) && event > 0) view.go(event - 1);
    const tab = p.get("tab");
    if (!first && isTab(tab)) this.panel.show(tab);
    else if (isTab(tab)) queueMicrotask(() => this.openTab(tab));
  }

  /** Puts all words of the page into its language. */
  private translate(): void {
    const w = this.words(), { run } = this;
    document.documentElement.lang = this.language === "zh" ? "zh-Hans" : "en";
    document.title = run.title + " · gilsim";
    byId("title").textContent = run.title;
    const shown = new Map(run.settings), facts = ["threads", "python", "gil", "checks", "switch-interval", "cores", "seed"].flatMap((key) => (shown.has(key) ? [`${key} ${shown.get(key)}`] : []));
    byId("facts").textContent = facts.join(" · ");
    byId("result").textContent = run.result ? `${w.result}: ${run.result}` : "";
    byId("result").className = run.wrong ? "bad" : "";
    byId("left").textContent = run.left ? w.window(count(run.left)) : "";
    const label = (id: string, text: string, shown = false) => {
      const e = byId(id);
      e.title = text;
      e.setAttribute("aria-label", text);
      if (shown) e.textContent = text;
    };
    label("first", w.first);
    label("back", w.back);
    label("forward", w.forward);
    label("last", w.last);
    label("play", this.playing ? w.pause : w.play);
    for (const [id, what] of this.jumps()) {
      label(id + "-next", w.next(what));
      label(id + "-previous", w.previous(what));
      byId(id + "-name").textContent = what;
    }
    label("zoom-in", w.zoomIn);
    label("zoom-out", w.zoomOut);
    label("fit", w.fit);
    label("to-step", w.toStep);
    byId("axis-time").textContent = w.byTime;
    byId("axis-steps").textContent = w.bySteps;
    byId("axis").setAttribute("aria-label", w.axisLabel);
    label("theme", w.theme);
    byId("language").textContent = w.language;
    label("help", w.help);
    byId("timeline").setAttribute("aria-label", w.timeline);
    byId("columns").setAttribute("aria-label", w.columns);
    for (const tab of tabs) byId("tab-" + tab).textContent = w[tab];
    this.options("level", w.level, w.levels.map((name, i) => [String(i), name]));
    this.options("thread", w.thread, [["", w.allThreads], ...this.threadNames()]);
    this.options("object", w.variable, [["", w.allObjects], ...this.objectNames()]);
    this.options("kind", w.events, [["", w.allKinds], ...this.kindNames()]);
    this.drawLegend();
    const keys = byId("keys-list");
    keys.replaceChildren(...w.keyHelp.flatMap(([key, meaning]) => [make("dt", "", key), make("dd", "", meaning)]));
    byId("keys-title").textContent = w.keys;
    byId("mouse").textContent = w.mouse;
    this.columns.layout();
    this.panel.render();
    this.timeline.draw();
    this.follow();
  }

  private jumps(): [string, string, number[]][] {
    const w = this.words(), { run } = this;
    return [["switch", w.switchJump, this.switchEvents], ["conflict", w.conflictJump, run.conflicts.later], ["output", w.outputJump, run.prints], ["fault", w.faultJump, this.faults]];
  }

  private drawLegend(): void {
    const w = this.words(), seen = new Set<number>(), list: HTMLElement[] = [];
    for (const t of [...this.run.states, ...this.run.actors]) for (const v of t.value) seen.add(v);
    for (const state of [...seen].sort((a, b) => a - b)) {
      if (!w.states[state] || state === 11) continue;
      const item = make("span", "key");
      item.append(swatch(state, (name) => this.color(name)), w.states[state]!);
      list.push(item);
    }
    byId("legend").replaceChildren(...list);
  }

  private options(id: string, label: string, list: [string, string][]): void {
    const select = byId(id) as HTMLSelectElement, value = select.value;
    select.setAttribute("aria-label", label);
    select.title = label;
    select.replaceChildren(...list.map(([v, text]) => {
      const o = make("option", "", text) as HTMLOptionElement;
      o.value = v;
      return o;
    }));
    select.value = value;
  }

  private threadNames(): [string, string][] {
    const { run } = this, names = new Set([...run.threads.slice(1), ...run.actors.map((a) => run.objectName(a.of))]);
    return [...names].slice(0, 500).map((n) => [n, n]);
  }
  private objectNames(): [string, string][] {
    const { run } = this, used = new Set(run.obj), names = new Set<string>();
    run.objects.forEach((o, i) => { if (used.has(i) && o.name && !["greenlet", "generator", "hub", "thread", "timer"].includes(o.class)) names.add(o.name); });
    return [...names].slice(0, 500).map((n) => [n, n]);
  }
  private kindNames(): [string, string][] {
    const used = new Set(this.run.kind);
    return this.doc.kinds.flatMap((k, i): [string, string][] => (k.name && used.has(i) ? [[k.name, k.name]] : []));
  }

  private listen(): void {
    const { view } = this, on = (id: string, f: () => void) => byId(id).addEventListener("click", f);
    on("first", () => view.rows.length && view.go(view.rows[0]!));
    on("last", () => view.rows.length && view.go(view.rows[view.rows.length - 1]!));
    on("back", () => view.step(-1));
    on("forward", () => view.step(1));
    on("play", () => this.play());
    for (const [id] of this.jumps()) {
      on(id + "-next", () => this.jump(id, true));
      on(id + "-previous", () => this.jump(id, false));
    }
    on("zoom-in", () => view.zoom(0.5));
    on("zoom-out", () => view.zoom(2));
    on("fit", () => { view.fit(); view.changed("window"); });
    on("to-step", () => view.zoomTo(view.cursor));
    on("axis-time", () => view.setAxis("time"));
    on("axis-steps", () => view.setAxis("steps"));
    on("theme", () => this.theme());
    on("language", () => { this.language = this.language === "en" ? "zh" : "en"; this.translate(); });
    on("help", () => this.help());
    for (const tab of tabs) on("tab-" + tab, () => this.openTab(tab));
    for (const id of ["thread", "object", "kind"] as const) byId(id).addEventListener("change", (e) => view.setFilter({ [id]: (e.target as HTMLSelectElement).value }));
    byId("level").addEventListener("change", (e) => view.setFilter({ level: Number((e.target as HTMLSelectElement).value) }));
    document.addEventListener("keydown", (e) => this.key(e));
    window.addEventListener("hashchange", () => { this.readAddress(); this.translate(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
  }

  private key(e: KeyboardEvent): void {
    const target = e.target as HTMLElement;
    if (e.ctrlKey || e.metaKey || e.altKey || target.tagName === "SELECT") return;
    if (target.getAttribute("role") === "tab" && (e.key === "ArrowLeft" || e.key === "ArrowRight")) return this.moveTab(e);
    if (target.tagName === "BUTTON" && (e.key === " " || e.key === "Enter")) return;
    const { view } = this, rows = view.rows;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => view.step(e.shiftKey ? -10 : -1), ArrowRight: () => view.step(e.shiftKey ? 10 : 1), ArrowUp: () => view.step(-1), ArrowDown: () => view.step(1),
      PageUp: () => view.step(-20), PageDown: () => view.step(20), Home: () => rows.length && view.go(rows[0]!), End: () => rows.length && view.go(rows[rows.length - 1]!),
      " ": () => this.play(), s: () => this.jump("switch", true), S: () => this.jump("switch", false), c: () => this.jump("conflict", true), C: () => this.jump("conflict", false),
      o: () => this.jump("output", true), O: () => this.jump("output", false), f: () => this.jump("fault", true), F: () => this.jump("fault", false),
      "+": () => view.zoom(0.5), "=": () => view.zoom(0.5), "-": () => view.zoom(2), "0": () => { view.fit(); view.changed("window"); }, z: () => view.zoomTo(view.cursor),
      ",": () => view.pan(-0.25), ".": () => view.pan(0.25), x: () => view.setAxis(view.axis === "time" ? "steps" : "time"),
      l: () => view.setFilter({ level: (view.filter.level + 1) % 3 }), t: () => this.theme(), "?": () => this.help(), Escape: () => this.help(false),
    };
    const act = actions[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  }

  private moveTab(e: KeyboardEvent): void {
    const at = tabs.indexOf(this.panel.tab), next = tabs[(at + (e.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length]!;
    e.preventDefault();
    this.openTab(next);
    byId("tab-" + next).focus();
  }

  private openTab(tab: Tab): void {
    this.panel.show(tab);
    for (const t of tabs) {
      byId("tab-" + t).setAttribute("aria-selected", String(t === tab));
      byId("tab-" + t).tabIndex = t === tab ? 0 : -1;
    }
    byId("panel").setAttribute("aria-labelledby", "tab-" + tab);
    this.writeAddress();
  }

  private jump(id: string, forward: boolean): void {
    const [, what, events] = this.jumps().find(([name]) => name === id)!;
    if (!this.view.jump(events, forward)) byId("said").textContent = byId("where").textContent = this.words().none(what);
  }

  private play(): void {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = 0;
    } else this.playing = window.setInterval(() => { if (!this.view.step(1)) this.play(); }, 350);
    const button = byId("play");
    button.classList.toggle("playing", this.playing > 0);
    button.title = this.playing ? this.words().pause : this.words().play;
    button.setAttribute("aria-label", button.title);
  }

  private theme(): void {
    const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    this.restyle();
  }
  private restyle(): void {
    this.styles.clear();
    this.timeline.restyle();
    this.drawLegend();
    this.panel.render();
  }

  private help(open?: boolean): void {
    const box = byId("keys") as HTMLDialogElement;
    if (box.open || open === false) box.close();
    else box.showModal();
  }
}

const tabs: Tab[] = ["now", "figures", "output", "words"];
function isTab(name: string | null): name is Tab { return tabs.includes(name as Tab); }

new Page(JSON.parse(byId("data").textContent ?? "") as Document);
