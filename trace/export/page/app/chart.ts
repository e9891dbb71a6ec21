// Charts of many runs: curves over numbers of threads, and how often each result came.

import { make } from "./columns";
import { Bar, Chart, Curve } from "./data";
import { count, percent, roundStep, shorten, visible } from "./format";
import { Language, pick } from "./text";
import { Palette } from "./timeline";

const width = 460, left = 44, right = 10, top = 8, high = 190, rowHeight = 20;
/** The colours of curves, which are those of states in the page's style. */
const colors = ["run", "gil", "io", "acquire", "wait", "accent"];

function svg(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const e = document.createElementNS(document.querySelector("svg")!.namespaceURI, name) as SVGElement; // as that of the page's own icons
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, String(value));
  if (text) e.textContent = visible(text);
  return e;
}

export function drawChart(chart: Chart, language: Language, color: Palette): HTMLElement {
  const box = make("figure", "chart");
  box.append(make("figcaption", "", pick(chart.title, language)), chart.bars ? bars(chart.bars, color) : curves(chart, language, color));
  return box;
}

function curves(chart: Chart, language: Language, color: Palette): SVGElement {
  const list = chart.curves ?? [], points = list.flatMap((c) => c.points ?? []);
  const all = svg("svg", { viewBox: `0 0 ${width} ${top + high + 36 + list.length * 16}`, role: "img", "aria-label": pick(chart.title, language) });
  const mostX = Math.max(1, ...points.map((p) => p.x)), stepY = roundStep(Math.max(1e-9, ...points.map((p) => p.high)) / 4), mostY = stepY * Math.ceil(Math.max(stepY, ...points.map((p) => p.high)) / stepY - 1e-9);
  const x = (n: number) => left + (n / mostX) * (width - left - right), y = (n: number) => top + high - (n / mostY) * high;
  for (let n = 0; n <= mostY + stepY / 2; n += stepY) {
    all.append(svg("line", { x1: left, x2: width - right, y1: y(n), y2: y(n), stroke: color("line") }));
    all.append(svg("text", { x: left - 6, y: y(n) + 4, "text-anchor": "end" }, Number(n.toPrecision(4)).toString()));
  }
  for (const n of new Set(points.map((p) => p.x))) all.append(svg("text", { x: x(n), y: top + high + 14, "text-anchor": "middle" }, String(n)));
  all.append(svg("text", { x: (left + width) / 2, y: top + high + 29, "text-anchor": "middle" }, `${pick(chart.x, language)} · ${pick(chart.y, language)}`));
  list.forEach((c, i) => all.append(...curve(c, x, y, color), ...legend(c, top + high + 46 + i * 16, language, color)));
  return all;
}

function curve(c: Curve, x: (n: number) => number, y: (n: number) => number, color: Palette): SVGElement[] {
  const points = c.points ?? [], ink = color(colors[c.color % colors.length]!);
  const marks = points.map((p) => svg("circle", { cx: x(p.x), cy: y(p.y), r: 3, fill: c.dashed ? color("panel") : ink, stroke: ink }));
  const spread = points.filter((p) => p.high > p.low).map((p) => svg("line", { x1: x(p.x), x2: x(p.x), y1: y(p.low), y2: y(p.high), stroke: ink, "stroke-width": 5, "stroke-opacity": 0.3 }));
  const line = svg("polyline", { points: points.map((p) => `${x(p.x)},${y(p.y)}`).join(" "), fill: "none", stroke: ink, "stroke-width": 1.5, "stroke-dasharray": c.dashed ? "5 4" : "none" });
  return [...spread, line, ...marks];
}

function legend(c: Curve, at: number, language: Language, color: Palette): SVGElement[] {
  const ink = color(colors[c.color % colors.length]!);
  return [svg("line", { x1: left, x2: left + 24, y1: at - 4, y2: at - 4, stroke: ink, "stroke-width": 1.5, "stroke-dasharray": c.dashed ? "5 4" : "none" }),
    svg("text", { x: left + 30, y: at }, pick(c.name, language))];
}

function bars(list: Bar[], color: Palette): SVGElement {
  const all = svg("svg", { viewBox: `0 0 ${width} ${list.length * rowHeight + 4}`, role: "img", "aria-label": list.map((b) => `${b.name}: ${count(b.count)}`).join("; ") });
  const begin = 190, room = width - begin - 90, most = Math.max(...list.map((b) => b.share));
  list.forEach((b, i) => {
    const y = i * rowHeight + 3, long = Math.max(1.5, (b.share / most) * room);
    all.append(svg("text", { x: begin - 8, y: y + 12, "text-anchor": "end", class: "bar-name" }, (b.wrong ? "✗ " : "") + shorten(b.name, (t) => t.length <= 26)));
    all.append(svg("rect", { x: begin, y, width: long, height: rowHeight - 6, rx: 2, fill: color(b.wrong ? "bad" : "run") }));
    all.append(svg("text", { x: begin + long + 6, y: y + 12 }, `${count(b.count)} · ${percent(b.share)}`));
  });
  return all;
}
