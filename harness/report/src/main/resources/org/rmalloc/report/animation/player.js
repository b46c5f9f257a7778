// SPDX-License-Identifier: Apache-2.0
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
// Steps between remembered states: scrubbing back is quick, and they are no more than a hundred.
const every = recording => Math.max(1000, Math.ceil(recording.steps.length / 100));

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The heap after a step: blocks by number, reserved ranges by start. Mirrors the events one by one.
class Heap {
  constructor(recording) {
    this.recording = recording;
    this.every = every(recording);
    this.kept = new Map();
    this.reset();
  }
  reset() { this.step = -1; this.blocks = new Map(); this.reserved = new Map(); this.live = 0; this.moved = []; }
  apply([code, a, b, c, d, e]) {
    switch (code) {
      case 0: this.blocks.set(a, {address: b, size: c, from: d, to: e, depth: 0, born: this.step}); this.live += c; break;
      case 1: this.live -= this.blocks.get(a).size; this.blocks.delete(a); break;
      case 2: { const old = this.blocks.get(a);
        if (old.address !== b) this.moved.push({number: a, from: old.address, to: b, size: old.size});
        this.blocks.set(a, {...old, address: b, from: c, to: d}); break; }
      case 3: if (a < b) this.reserved.set(a, Math.max(b, this.reserved.get(a) || 0)); break;
      case 4: for (const [from, to] of [...this.reserved]) {
        if (to <= a || from >= b) continue;
        this.reserved.delete(from);
        if (from < a) this.reserved.set(from, a);
        if (to > b) this.reserved.set(b, to);
      } break;
      case 5: this.blocks.set(a, {...this.blocks.get(a), depth: b}); break;
    }
  }
  go(step) {
    const last = Math.min(step, this.recording.steps.length - 1);
    if (last < this.step) {
      this.reset();
      const near = Math.floor(last / this.every) * this.every;
      if (this.kept.has(near)) {
        const kept = this.kept.get(near);
        Object.assign(this, {step: near, blocks: new Map(kept.blocks), reserved: new Map(kept.reserved), live: kept.live});
      }
    }
    while (this.step < last) {
      this.step++;
      this.moved = [];
      for (const event of this.recording.steps[this.step]) this.apply(event);
      if (this.step % this.every === 0 && !this.kept.has(this.step)) {
        this.kept.set(this.step, {blocks: new Map(this.blocks), reserved: new Map(this.reserved), live: this.live});
      }
    }
  }
  // Tiles in address order: [kind, from, to, block, depth]; free and overhead ones joined.
  tiles() {
    const claimed = [...this.reserved].map(([from, to]) => ({from, to}));
    for (const [number, block] of this.blocks) if (block.to > block.from) claimed.push({...block, number});
    claimed.sort((x, y) => x.from - y.from);
    const tiles = [];
    const end = () => tiles.length ? tiles[tiles.length - 1][2] : 0;
    const add = (kind, from, to) => {
      if (from > end()) add('free', end(), from);
      if (from >= to) return;
      const last = tiles[tiles.length - 1];
      if (last && last[0] === kind) last[2] = to; else tiles.push([kind, from, to, -1, 0]);
    };
    for (const one of claimed) {
      add('free', end(), one.from);
      if (one.number === undefined) { add('overhead', one.from, one.to); continue; }
      add('overhead', one.from, one.address);
      const close = one.address + one.size;
      if (one.size > 0) tiles.push(['used', one.address, close, one.number, one.depth]);
      add('overhead', close, one.to);
    }
    add('free', end(), this.recording.heap);
    return tiles;
  }
}

const still = matchMedia('(prefers-reduced-motion: reduce)');
const SLIDE = 600; // milliseconds in which a compaction's blocks slide to their places
const ROWS = 40, PITCH = 10, TALL = 9, LIVE = 70;
const digits = new Intl.NumberFormat('en');
const FREE = 0, USED = 1, LOCKED = 2, OVERHEAD = 3;

// The page's colours, read once for light and once for dark: asking for a style in each frame is dear.
const dark = matchMedia('(prefers-color-scheme: dark)');
let colors = new Map();
dark.addEventListener('change', () => { colors = new Map(); show(step); });
function color(name) {
  if (!colors.has(name)) colors.set(name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim());
  return colors.get(name);
}
function palette() {
  if (!colors.has('palette')) {
    colors.set('palette', new Uint32Array(['free', 'used', 'locked', 'overhead'].map(name => {
      const rgb = parseInt(color(name).slice(1), 16);
      return new Uint32Array(new Uint8Array([rgb >> 16, rgb >> 8, rgb, 255]).buffer)[0];
    })));
  }
  return colors.get('palette');
}

// The first of ascending numbers that is greater.
function above(ascending, number) {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > number) high = middle; else low = middle + 1;
  }
  return ascending[low];
}

class View {
  constructor(recording) {
    this.heap = new Heap(recording);
    this.canvas = element('canvas', {role: 'img'});
    this.facts = element('div', {class: 'facts'});
    this.readout = element('div', {class: 'readout'});
    this.root = element('div', {class: 'map'},
      element('h2', {}, recording.driver + (recording.finished ? '' : ' (did not finish)')), this.canvas, this.facts, this.readout);
    this.curve = [];
    let live = 0;
    const sizes = new Map();
    for (const step of recording.steps) {
      for (const [code, a, , c] of step) {
        if (code === 0) { sizes.set(a, c); live += c; } else if (code === 1) { live -= sizes.get(a); sizes.delete(a); }
      }
      this.curve.push(live);
    }
    this.most = this.curve.reduce((most, one) => Math.max(most, one), 1);
    // Steps at which a block goes to another address, so that playing does not skip them.
    this.moves = [];
    const at = new Map();
    recording.steps.forEach((events, step) => {
      let moves = false;
      for (const [code, number, address] of events) {
        if (code === 0 || code === 2) {
          moves = moves || (code === 2 && at.get(number) !== address);
          at.set(number, address);
        }
      }
      if (moves) this.moves.push(step);
    });
    this.sliding = 0;
    this.canvas.addEventListener('mousemove', event => this.hover(event));
  }
  // To the width that the page gives it. Reading it anew in each frame would lay the page out each time.
  fit() {
    const width = Math.max(200, this.canvas.clientWidth || 600);
    if (width === this.width) return;
    this.width = this.canvas.width = width;
    this.canvas.height = ROWS * PITCH + LIVE;
    this.pen = this.canvas.getContext('2d');
    this.kinds = new Uint8Array(width * ROWS);
    this.image = new ImageData(width, ROWS * PITCH);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.curveDrawn = null;
  }
  get tiles() {
    if (!this.known) this.known = this.heap.tiles();
    return this.known;
  }
  show(step, slides) {
    cancelAnimationFrame(this.sliding);
    this.sliding = 0;
    const before = this.heap.step;
    this.heap.go(step);
    this.known = null;
    this.fit();
    const moved = this.heap.moved;
    if (slides && moved.length && !still.matches && before !== this.heap.step) {
      this.slide(step, moved);
    } else {
      this.paint();
      this.arrows(moved);
      this.liveChart(step);
    }
    this.facts.textContent = digits.format(this.heap.blocks.size) + ' blocks of ' + digits.format(this.heap.live) +
      ' live bytes (at most ' + digits.format(this.most) + ') in a heap of ' + digits.format(this.heap.recording.heap);
    this.canvas.setAttribute('aria-label', 'Map of ' + this.heap.recording.driver + ' after op ' + this.heap.step +
      ': ' + this.heap.blocks.size + ' blocks, ' + this.heap.live + ' bytes live' + (moved.length ? ', ' + moved.length + ' moved' : ''));
  }
  // Without sorting: what shows in a pixel that holds several tiles is the last kind of free, used, locked, overhead.
  paint(moving, part) {
    this.kinds.fill(FREE);
    const locked = [];
    for (const [number, block] of this.heap.blocks) {
      if (moving && moving.has(number)) continue;
      if (block.depth > 0) locked.push(block);
      else if (block.size > 0) this.bar(block.address, block.address + block.size, USED);
    }
    for (const block of locked) if (block.size > 0) this.bar(block.address, block.address + block.size, LOCKED);
    for (const block of this.heap.blocks.values()) {
      if (block.from < block.address) this.bar(block.from, block.address, OVERHEAD);
      if (block.address + block.size < block.to) this.bar(block.address + block.size, block.to, OVERHEAD);
    }
    for (const [from, to] of this.heap.reserved) this.bar(from, to, OVERHEAD);
    if (moving) {
      for (const move of moving.values()) {
        const from = move.from + (move.to - move.from) * part;
        this.bar(from, from + move.size, USED);
      }
    }
    this.blit();
  }
  bar(from, to, kind) {
    const scale = this.kinds.length / this.heap.recording.heap;
    const start = Math.floor(from * scale), end = Math.max(start + 1, Math.floor(to * scale));
    if (end === start + 1) this.kinds[start] = kind; else this.kinds.fill(kind, start, end);
  }
  blit() {
    const {width, kinds, pixels} = this, colors = palette();
    for (let row = 0; row < ROWS; row++) {
      const top = row * PITCH * width;
      for (let x = 0; x < width; x++) pixels[top + x] = colors[kinds[row * width + x]];
      for (let y = 1; y < TALL; y++) pixels.copyWithin(top + y * width, top, top + width);
    }
    this.pen.putImageData(this.image, 0, 0);
  }
  // Compaction as motion: each block slides from where it was, in the address space, to where it is.
  slide(step, moved) {
    const moving = new Map(moved.map(move => [move.number, move]));
    const start = performance.now();
    const frame = now => {
      const part = Math.min(1, Math.max(0, (now - start) / SLIDE));
      if (part < 1) {
        this.paint(moving, part);
        this.sliding = requestAnimationFrame(frame);
        return;
      }
      this.paint();
      this.sliding = 0;
      this.arrows(moved);
    };
    this.liveChart(step);
    frame(start);
  }
  // Where the slide is over, or unwanted: an arrow from where each block was to where it is.
  arrows(moved) {
    if (!moved.length) return;
    const {pen, width} = this, scale = width * ROWS / this.heap.recording.heap;
    pen.strokeStyle = color('ink'); pen.globalAlpha = .6;
    const place = address => { const x = Math.floor(address * scale); return [x % width, Math.floor(x / width) * PITCH + TALL / 2]; };
    for (const move of moved) {
      pen.beginPath(); pen.moveTo(...place(move.from)); pen.lineTo(...place(move.to)); pen.stroke();
      const [x, y] = place(move.to); pen.strokeRect(x - 2, y - 2, 4, 4);
    }
    pen.globalAlpha = 1;
  }
  liveChart(step) {
    const {pen, width} = this, count = this.curve.length;
    if (!this.curveDrawn || this.curveColor !== color('live')) this.drawCurve();
    pen.clearRect(0, ROWS * PITCH, width, LIVE);
    pen.drawImage(this.curveDrawn, 0, ROWS * PITCH);
    pen.fillStyle = color('ink');
    pen.fillRect(Math.min(width - 2, step / count * width), ROWS * PITCH + 4, 2, LIVE);
  }
  // The curve is the same in every frame.
  drawCurve() {
    const {width} = this, count = this.curve.length, base = LIVE - 2, tall = LIVE - 10;
    this.curveDrawn = element('canvas', {width: String(width), height: String(LIVE)});
    const pen = this.curveDrawn.getContext('2d');
    pen.strokeStyle = this.curveColor = color('live');
    pen.beginPath();
    for (let x = 0; x < width; x++) {
      const at = this.curve[Math.min(count - 1, Math.floor(x * count / width))];
      pen.lineTo(x, base - at / this.most * tall);
    }
    pen.stroke();
  }
  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) * this.canvas.width / box.width;
    const row = Math.floor((event.clientY - box.top) * this.canvas.height / box.height / PITCH);
    const address = (row * this.width + x) / (this.width * ROWS) * this.heap.recording.heap;
    const tile = this.tiles.find(one => one[1] <= address && address < one[2]);
    if (!tile || row >= ROWS) { this.readout.textContent = ''; return; }
    const block = this.heap.blocks.get(tile[3]);
    this.readout.textContent = block
      ? 'block ' + tile[3] + ', placed at op ' + block.born + ': ' + block.size + ' bytes at ' + block.address + (block.depth ? ', locked' : '')
      : tile[0] + ': ' + (tile[2] - tile[1]) + ' bytes at ' + tile[1];
  }
}

const views = data.recordings.map(recording => new View(recording));
const last = Math.max(...data.recordings.map(one => one.steps.length)) - 1;
let step = 0, playing = false, owed = 0, then = 0;
const scrub = element('input', {type: 'range', min: '0', max: String(last), value: '0', 'aria-label': 'Op'});
const play = element('button', {type: 'button'}, 'Play');
const back = element('button', {type: 'button', 'aria-label': 'One op back'}, '◀');
const forth = element('button', {type: 'button', 'aria-label': 'One op on'}, '▶');
const speed = element('select', {'aria-label': 'Ops a second'},
  ...[1, 10, 100, 1000, 10000, 100000].map(n => element('option', {value: String(n)}, n + ' ops/s')));
speed.value = still.matches ? '1' : '100';
const where = element('output', {'aria-live': 'off'});
const legend = element('div', {}, ...['used', 'locked', 'free', 'overhead'].flatMap(name => {
  const key = element('span', {class: 'key', 'aria-hidden': 'true'});
  key.style.background = 'var(--' + name + ')';
  return [key, name];
}));
document.getElementById('player').append(
  element('p', {}, data.app),
  ...(data.marks ?? []).map(mark => {
    const button = element('button', {type: 'button'}, 'op ' + mark.step);
    button.addEventListener('click', () => show(mark.step));
    return element('p', {class: 'mark'}, button, ' ' + mark.words);
  }),
  element('div', {class: 'controls'}, play, back, forth, scrub, speed, where), legend,
  element('div', {class: 'maps'}, ...views.map(view => view.root)),
  element('p', {}, 'Space plays and pauses, the arrows step (with Shift by 100), Home and End go to the ends, + and - set the speed, c goes to the next compaction, C to the one before.'));
function show(next, slides) {
  step = Math.max(0, Math.min(last, next));
  for (const view of views) view.show(step, slides);
  scrub.value = String(step);
  where.textContent = 'op ' + step + ' of ' + last;
}
function pace(by) {
  speed.selectedIndex = Math.max(0, Math.min(speed.options.length - 1, speed.selectedIndex + by));
}
function compaction(way) {
  const all = [...new Set(views.flatMap(view => view.moves))].sort((a, b) => a - b);
  return (way > 0 ? all.find(at => at > step) : all.findLast(at => at < step)) ?? step;
}
function toggle() { playing = !playing; play.textContent = playing ? 'Pause' : 'Play'; if (playing) { then = 0; requestAnimationFrame(frame); } }
function frame(now) {
  if (!playing) return;
  if (views.some(view => view.sliding)) { then = now; requestAnimationFrame(frame); return; }
  const pace = Number(speed.value);
  owed += then ? (now - then) / 1000 * pace : 1;
  then = now;
  if (owed >= 1) {
    const next = step + Math.floor(owed);
    // Up to this pace a compaction is worth a stop.
    const stop = pace > 1000 ? next : Math.min(next, ...views.map(view => above(view.moves, step) ?? next));
    show(stop, pace <= 1000);
    owed = stop < next ? 0 : owed % 1;
  }
  if (step === last) toggle(); else requestAnimationFrame(frame);
}
play.addEventListener('click', toggle);
back.addEventListener('click', () => show(step - 1));
forth.addEventListener('click', () => show(step + 1, true));
scrub.addEventListener('input', () => show(Number(scrub.value)));
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('select, button') && (event.key === ' ' || event.key.startsWith('Arrow'))) return;
  const far = event.shiftKey ? 100 : 1;
  const acts = {' ': toggle, '+': () => pace(1), '=': () => pace(1), '-': () => pace(-1), c: () => show(compaction(1), true), C: () => show(compaction(-1)), ArrowRight: () => show(step + far, true), ArrowLeft: () => show(step - far), Home: () => show(0), End: () => show(last)};
  if (acts[event.key]) { acts[event.key](); event.preventDefault(); }
});
new ResizeObserver(() => show(step)).observe(document.body);
window.rmallocPlayer = {show, views, at: () => step, playing: () => playing, tilesAt: (view, at) => { show(at); return views[view].tiles; }};
show((data.marks ?? []).length ? data.marks[0].step : 0);
