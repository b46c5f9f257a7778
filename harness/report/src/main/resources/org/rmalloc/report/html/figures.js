// SPDX-License-Identifier: Apache-2.0
// Charts of few points: each mark an allocator's value, by shape and colour; hover or Tab names it.
const shapes = {
  circle: r => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`,
  square: r => `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  diamond: r => `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0z`,
  'triangle-up': r => `M0,${-1.2 * r}L${1.2 * r},${r}H${-1.2 * r}z`,
  'triangle-down': r => `M0,${1.2 * r}L${1.2 * r},${-r}H${-1.2 * r}z`,
  cross: r => `M${-r},${-r}L${r},${r}M${-r},${r}L${r},${-r}`,
  trapezoid: r => `M${-r / 2},${-r}H${r / 2}L${1.2 * r},${r}H${-1.2 * r}z`,
  plus: r => `M${-r},0H${r}M0,${-r}V${r}`,
  oval: r => `M${-r / 2},0a${r / 2},${1.2 * r} 0 1,0 ${r},0a${r / 2},${1.2 * r} 0 1,0 ${-r},0`,
  rectangle: r => `M${-r / 2},${-1.2 * r}h${r}v${2.4 * r}h${-r}z`
};

function markOf(name) {
  const {color, shape} = styles.get(name);
  return {d: shapes[shape](6), stroke: color, 'stroke-width': 2, fill: color, 'pointer-events': 'all'};
}

// An axis over the values, from pixel to pixel: ticks at round numbers, of the power of 2 for bytes.
function scaled(values, unit, log, from, to, tight) {
  const known = values.filter(v => v != null && (!log || v > 0));
  const most = Math.max(...known), least = Math.min(...known);
  if (log) return logarithmic(known.length ? least : 1, known.length ? most : 10, unit, from, to);
  const room = tight ? (most - least || most || 1) * .12 : 0;
  const low = tight ? Math.max(0, least - room) : 0, high = (known.length ? most : 1) + (tight ? room : 0) || 1;
  const rough = (high - low) / Math.max(2, Math.min(6, Math.abs(to - from) / 90));
  const base = unit === 'bytes' ? 2 ** Math.ceil(Math.log2(rough))
    : [1, 2, 5, 10].map(n => n * 10 ** Math.floor(Math.log10(rough))).find(n => n >= rough);
  const start = tight ? low : 0, end = tight ? high : Math.ceil(high / base * 1.02) * base;
  const ticks = [];
  for (let i = Math.ceil(start / base - 1e-9); i * base <= end * (1 + 1e-9); i++) ticks.push(Number((i * base).toPrecision(12)));
  return {at: v => from + (v - start) / (end - start) * (to - from), ticks};
}

// Ticks at round numbers: of bytes at powers of 2 or 4, of all else at steps within powers of 10.
function logarithmic(least, most, unit, from, to) {
  const low = Math.log10(least / 1.25), high = Math.log10(most * 1.25);
  const at = v => from + (Math.log10(v) - low) / (high - low) * (to - from);
  const inside = (base, steps) => {
    const ticks = [], perPower = Math.log10(base);
    for (let power = Math.floor(low / perPower); power * perPower <= high; power++) {
      for (const step of steps) {
        const tick = Number((step * base ** power).toPrecision(12));
        if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
      }
    }
    return ticks;
  };
  const choices = unit === 'bytes' ? [2, 4, 16].map(base => inside(base, [1]))
    : [[1, 1.5, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 5], [1, 3], [1]].map(steps => inside(10, steps));
  return {at, ticks: choices.find(ticks => ticks.length <= 9) || choices[choices.length - 1]};
}

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

// Texts keep clear of each other: one that would touch another is left out, its mark still says it.
class Labels {
  constructor(picture) { this.picture = picture; this.taken = []; }
  boxOf(text) {
    const {x, y, width, height} = text.getBBox();
    return {x: x - 2, y: y, width: width + 4, height};
  }
  reserve(box) { this.taken.push(box); }
  place(text, within) {
    this.picture.append(text);
    const box = this.boxOf(text);
    const inside = !within || (box.x >= within.x && box.y >= within.y && box.x + box.width <= within.x + within.width && box.y + box.height <= within.y + within.height);
    if (inside && !this.taken.some(other => overlap(other, box))) { this.reserve(box); return true; }
    text.remove();
    return false;
  }
}

const WIDE = 8;
const FIGURE_TALL = 320, FOOT = 46, TOP = 10, RIGHT = 18;

function figure(holder, spec) {
  const readout = element('div', {class: 'readout', 'aria-live': 'polite'});
  const controls = element('div', {class: 'controls', role: 'group', 'aria-label': 'Shown in: ' + spec.title});
  const picture = drawn('svg', {class: 'figure', role: 'group', 'aria-label': spec.title});
  holder.append(element('h3', {}, spec.title), element('p', {class: 'soft'}, spec.hint), controls,
    element('div', {class: 'figure-holder'}, picture), readout);
  const show = switches(controls, spec.drawn, name =>
    drawn('svg', {viewBox: '-9 -9 18 18', width: '18', height: '18', 'aria-hidden': 'true'}, drawn('path', markOf(name))));
  const say = text => readout.replaceChildren(element('span', {class: 'value'}, text));
  onWidth(picture.parentNode, width => show(drawFigure(picture, spec, width, say)));
}

// A switch for each name. Gives a function to be called after each drawing, with a map from names to what is drawn of them.
function switches(controls, names, keyOf) {
  const hidden = new Set();
  let parts = new Map();
  const apply = () => parts.forEach((own, name) => own.forEach(part => { part.style.display = hidden.has(name) ? 'none' : ''; }));
  for (const name of names) {
    const box = element('input', {type: 'checkbox'});
    box.checked = true;
    box.addEventListener('change', () => { if (box.checked) hidden.delete(name); else hidden.add(name); apply(); });
    controls.append(element('label', {}, box, keyOf(name), name));
  }
  return drawnParts => { parts = drawnParts; apply(); };
}

function drawFigure(picture, spec, width, say) {
  picture.replaceChildren();
  picture.setAttribute('viewBox', `0 0 ${width} ${FIGURE_TALL}`);
  picture.setAttribute('height', FIGURE_TALL);
  const labels = new Labels(picture), base = FIGURE_TALL - FOOT;
  const y = scaled(spec.marks.map(mark => mark.y), spec.y.unit, spec.y.log, base - 8, TOP, spec.y.log);
  const left = yAxis(picture, labels, spec, y, width, base);
  const x = xAxis(picture, labels, spec, left, width, base);
  front(picture, labels, spec, x, y);
  return marks(picture, labels, spec, x, y, {x: left, y: 0, width: width - left, height: base}, say);
}

function yAxis(picture, labels, spec, y, width, base) {
  const texts = y.ticks.map(tick => drawn('text', {x: 0, y: y.at(tick) + 4, 'text-anchor': 'end', class: 'tick'}, inUnit(tick, spec.y.unit)));
  picture.append(...texts);
  const left = 28 + Math.max(0, ...texts.map(text => text.getBBox().width)) + 8;
  texts.forEach((text, i) => {
    text.setAttribute('x', left - 8);
    picture.append(drawn('path', {class: 'grid', d: `M${left},${y.at(y.ticks[i])}H${width - RIGHT}`}));
    labels.place(text);
  });
  picture.append(drawn('text', {transform: `translate(13,${(base + TOP) / 2}) rotate(-90)`, 'text-anchor': 'middle'}, spec.y.label));
  return left;
}

// Whether values lie so far apart that a linear axis would press most of them together.
function isWide(values) {
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) > WIDE * low;
}

function xAxis(picture, labels, spec, left, width, base) {
  const across = spec.categories.length
    ? {at: place => left + (place + .5) / spec.categories.length * (width - left - RIGHT), ticks: []}
    : scaled(spec.marks.map(mark => mark.x), spec.x.unit, isWide(spec.marks.map(mark => mark.x)), left + 10, width - RIGHT - 10, true);
  for (const tick of across.ticks) {
    picture.append(drawn('path', {class: 'grid', d: `M${across.at(tick)},${TOP}V${base}`}));
    labels.place(drawn('text', {x: across.at(tick), y: base + 17, 'text-anchor': 'middle', class: 'tick'}, inUnit(tick, spec.x.unit)));
  }
  spec.categories.forEach((category, i) => {
    const [first, second] = category.split(': ');
    labels.place(drawn('text', {x: across.at(i), y: base + 15, 'text-anchor': 'middle', class: 'tick'}, first));
    if (second) labels.place(drawn('text', {x: across.at(i), y: base + 34, 'text-anchor': 'middle', class: 'tick'}, second));
  });
  const titled = spec.categories.length && spec.categories[0].includes(': ');
  if (!titled) labels.place(drawn('text', {x: (left + width) / 2, y: FIGURE_TALL - 6, 'text-anchor': 'middle'}, spec.x.label));
  return across;
}

// The line through the front's marks: to the right, then down. It keeps its place from names.
function front(picture, labels, spec, x, y) {
  const corners = spec.marks.filter(mark => mark.front).sort((a, b) => a.x - b.x).map(mark => ({left: x.at(mark.x), top: y.at(mark.y)}));
  if (!corners.length) return;
  const path = corners.map(({left, top}, i) => (i ? `H${left}V` : `M${left},`) + top).join('');
  picture.append(drawn('path', {class: 'front', d: path}));
  corners.slice(1).forEach((to, i) => {
    const from = corners[i];
    labels.reserve({x: from.left, y: from.top - 1, width: to.left - from.left, height: 2});
    labels.reserve({x: to.left - 1, y: Math.min(from.top, to.top), width: 2, height: Math.abs(to.top - from.top)});
  });
}

function marks(picture, labels, spec, x, y, plot, say) {
  const drawnMarks = new Map(spec.drawn.map(name => [name, []]));
  // Side by side within a category, so that equal values do not hide each other.
  const spread = mark => spec.categories.length ? (spec.drawn.indexOf(mark.name) / Math.max(1, spec.drawn.length - 1) - .5)
    * .7 * (plot.width - RIGHT) / spec.categories.length : 0;
  const shown = spec.marks.filter(mark => mark.y != null && !(spec.y.log && mark.y <= 0))
    .map(mark => ({...mark, left: x.at(mark.x) + spread(mark), top: y.at(mark.y)}));
  for (const mark of shown) {
    const text = mark.name + (spec.categories.length ? ', ' + spec.categories[mark.x] + ': ' : ': ' + inUnit(mark.x, spec.x.unit) + ', ')
      + inUnit(mark.y, spec.y.unit);
    const shape = drawn('path', {...markOf(mark.name), class: 'mark', tabindex: '0', role: 'img', 'aria-label': text,
      transform: `translate(${mark.left},${mark.top})`});
    shape.addEventListener('mouseenter', () => say(text));
    shape.addEventListener('focus', () => say(text));
    drawnMarks.get(mark.name).push(shape);
    picture.append(shape);
    labels.reserve({x: mark.left - 8, y: mark.top - 8, width: 16, height: 16});
  }
  if (!spec.categories.length) for (const mark of shown) nameMark(labels, mark, plot, drawnMarks.get(mark.name));
  return drawnMarks;
}

// Beside its mark, else above or below, farther and farther off with a line to it; else not at all.
function nameMark(labels, mark, plot, own) {
  for (const far of [0, 14, 28, 44, 62]) {
    for (const [dx, dy, anchor] of [[12, 4, 'start'], [-12, 4, 'end'], [0, -14, 'middle'], [0, 22, 'middle'],
      [12, 4 + far, 'start'], [12, 4 - far, 'start'], [-12, 4 + far, 'end'], [-12, 4 - far, 'end'],
      [12 + far, 4 + far, 'start'], [12 + far, 4 - far, 'start'], [-12 - far, 4 + far, 'end'], [-12 - far, 4 - far, 'end']]) {
      const text = drawn('text', {x: mark.left + dx, y: mark.top + dy, 'text-anchor': anchor, class: 'name'}, mark.name);
      if (!labels.place(text, plot)) continue;
      own.push(text);
      if (far) {
        const line = drawn('path', {class: 'leader', d: `M${mark.left},${mark.top}L${mark.left + dx},${mark.top + dy - 4}`});
        text.before(line);
        own.push(line);
      }
      return;
    }
  }
}
