'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const EVERY = 1000; // steps between remembered states, so that scrubbing back is quick

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
    this.kept = new Map();
    this.reset();
  }
  reset() { this.step = -1; this.blocks = new Map(); this.reserved = new Map(); this.live = 0; this.moved = []; }
  apply([code, a, b, c, d, e]) {
    switch (code) {
      case 0: this.blocks.set(a, {address: b, size: c, from: d, to: e, depth: 0, born: this.step}); this.live += c; break;
      case 1: this.live -= this.blocks.get(a).size; this.blocks.delete(a); break;
      case 2: { const old = this.blocks.get(a);
        if (old.address !== b) this.moved.push({from: old.address, to: b, size: old.size});
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
      const near = Math.floor(last / EVERY) * EVERY;
      if (this.kept.has(near)) {
        const kept = this.kept.get(near);
        Object.assign(this, {step: near, blocks: new Map(kept.blocks), reserved: new Map(kept.reserved), live: kept.live});
      }
    }
    while (this.step < last) {
      this.step++;
      this.moved = [];
      for (const event of this.recording.steps[this.step]) this.apply(event);
      if (this.step % EVERY === 0 && !this.kept.has(this.step)) {
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
class View {
  constructor(recording) {
    this.heap = new Heap(recording);
    this.canvas = element('canvas', {role: 'img'});
    this.readout = element('div', {class: 'readout'});
    this.root = element('div', {class: 'map'},
      element('h2', {}, recording.driver + (recording.finished ? '' : ' (did not finish)')), this.canvas, this.readout);
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
  color(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }
  show(step, slides) {
    cancelAnimationFrame(this.sliding);
    this.sliding = 0;
    const before = this.heap.step;
    this.heap.go(step);
    const width = this.width = Math.max(200, this.canvas.clientWidth || 600);
    this.canvas.width = width;
    this.canvas.height = ROWS * PITCH + LIVE;
    const pen = this.canvas.getContext('2d');
    this.tiles = this.heap.tiles();
    const moved = this.heap.moved;
    if (slides && moved.length && !still.matches && before !== this.heap.step) {
      this.slide(pen, step, moved);
    } else {
      this.paint(pen, this.tiles);
      this.arrows(pen, moved);
      this.liveChart(pen, width, step);
    }
    this.canvas.setAttribute('aria-label', 'Map of ' + this.heap.recording.driver + ' after op ' + this.heap.step +
      ': ' + this.heap.blocks.size + ' blocks, ' + this.heap.live + ' bytes live' + (moved.length ? ', ' + moved.length + ' moved' : ''));
  }
  paint(pen, tiles) {
    for (const kind of ['free', 'used', 'overhead']) {
      const plain = this.color(kind), locked = this.color('locked');
      for (const tile of tiles) if (tile[0] === kind) this.bar(pen, tile[1], tile[2], tile[4] > 0 ? locked : plain);
    }
  }
  bar(pen, from, to, color) {
    const width = this.width, scale = width * ROWS / this.heap.recording.heap;
    pen.fillStyle = color;
    let x = Math.floor(from * scale);
    const end = Math.max(x + 1, Math.floor(to * scale));
    while (x < end) {
      const stop = Math.min(end, (Math.floor(x / width) + 1) * width);
      pen.fillRect(x % width, Math.floor(x / width) * PITCH, stop - x, TALL);
      x = stop;
    }
  }
  // Compaction as motion: each block slides from where it was, in the address space, to where it is.
  slide(pen, step, moved) {
    const arrived = new Set(moved.map(move => move.to));
    const resting = this.tiles.map(tile => arrived.has(tile[1]) && tile[0] === 'used' ? ['free', tile[1], tile[2], -1, 0] : tile);
    const start = performance.now();
    const color = this.color('used');
    const frame = now => {
      const part = Math.min(1, Math.max(0, (now - start) / SLIDE));
      this.paint(pen, part < 1 ? resting : this.tiles);
      for (const move of part < 1 ? moved : []) {
        const from = move.from + (move.to - move.from) * part;
        this.bar(pen, from, from + move.size, color);
      }
      if (part < 1) { this.sliding = requestAnimationFrame(frame); return; }
      this.sliding = 0;
      this.arrows(pen, moved);
    };
    this.liveChart(pen, this.width, step);
    frame(start);
  }
  // Where the slide is over, or unwanted: an arrow from where each block was to where it is.
  arrows(pen, moved) {
    const width = this.width, scale = width * ROWS / this.heap.recording.heap;
    pen.strokeStyle = this.color('ink'); pen.globalAlpha = .6;
    const place = address => { const x = Math.floor(address * scale); return [x % width, Math.floor(x / width) * PITCH + TALL / 2]; };
    for (const move of moved) {
      pen.beginPath(); pen.moveTo(...place(move.from)); pen.lineTo(...place(move.to)); pen.stroke();
      const [x, y] = place(move.to); pen.strokeRect(x - 2, y - 2, 4, 4);
    }
    pen.globalAlpha = 1;
  }
  liveChart(pen, width, step) {
    const base = ROWS * PITCH + LIVE - 2, tall = LIVE - 10, count = this.curve.length;
    pen.strokeStyle = this.color('live'); pen.beginPath();
    for (let x = 0; x < width; x++) {
      const at = this.curve[Math.min(count - 1, Math.floor(x * count / width))];
      pen.lineTo(x, base - at / this.most * tall);
    }
    pen.stroke();
    pen.fillStyle = this.color('ink');
    pen.fillRect(Math.min(width - 2, step / count * width), ROWS * PITCH + 4, 2, LIVE);
  }
  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) * this.canvas.width / box.width;
    const row = Math.floor((event.clientY - box.top) * this.canvas.height / box.height / PITCH);
    const address = (row * this.width + x) / (this.width * ROWS) * this.heap.recording.heap;
    const tile = (this.tiles || []).find(one => one[1] <= address && address < one[2]);
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
    const stop = pace > 1000 ? next : Math.min(next, ...views.map(view => view.moves.find(at => at > step) ?? next));
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
show(0);
