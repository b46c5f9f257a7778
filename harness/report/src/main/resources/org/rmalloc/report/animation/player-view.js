// SPDX-License-Identifier: Apache-2.0
'use strict';

// What the player shows of one recording: its map, the arrows of moved blocks, live bytes over the ops, words.

const SLIDE_MILLIS = 600; // in which a compaction's blocks slide to their places
const CURVE_HEIGHT = 70;
const MAX_ARROWS = 100;   // more of them hide the map
const digits = new Intl.NumberFormat('en');
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The page's colours, read once for light and once for dark: a browser takes long to look up a style in each frame.
const colors = new Map();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => colors.clear());
function color(name) {
  if (!colors.has(name)) colors.set(name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim());
  return colors.get(name);
}

// The colours of the kinds, as pixels of an image.
function palette() {
  if (!colors.has('palette')) {
    colors.set('palette', Uint32Array.from(KIND_NAMES, name => {
      const rgb = parseInt(color(name).slice(1), 16);
      return new Uint32Array(new Uint8Array([rgb >> 16, rgb >> 8, rgb, 255]).buffer)[0];
    }));
  }
  return colors.get('palette');
}

class HeapView {
  constructor(recording) {
    this.heap = new Heap(recording);
    this.moves = movingSteps(recording);
    this.curve = liveBytes(recording);
    this.peak = this.curve.reduce((x, y) => Math.max(x, y), 1);
    this.sliding = 0;
    this.canvas = element('canvas', {role: 'img'});
    this.facts = element('div', {class: 'facts'});
    this.arrowFacts = element('div', {class: 'facts'});
    this.readout = element('div', {class: 'readout'});
    this.root = element('div', {class: 'map'},
      element('h2', {}, recording.driver + (recording.finished ? '' : ' (did not finish)')),
      this.canvas, this.facts, this.arrowFacts, this.readout);
    this.canvas.addEventListener('mousemove', event => this.hover(event));
  }

  // The width that the page gives it.
  givenWidth() { return Math.max(200, this.canvas.clientWidth || 600); }

  isResized() { return this.givenWidth() !== this.width; }

  fit() {
    if (!this.isResized()) return;
    this.width = this.canvas.width = this.givenWidth();
    this.canvas.height = ROWS * ROW_PITCH + CURVE_HEIGHT;
    this.pen = this.canvas.getContext('2d');
    this.map = new MapImage(this.width);
    this.curveImage = null;
  }

  get tiles() {
    if (!this.tilesOfStep) this.tilesOfStep = this.heap.tiles();
    return this.tilesOfStep;
  }

  show(step, slides) {
    cancelAnimationFrame(this.sliding);
    this.sliding = 0;
    const before = this.heap.step;
    this.heap.go(step);
    this.tilesOfStep = null;
    this.fit();
    if (slides && this.heap.moved.length && !lessMotion.matches && before !== this.heap.step) {
      this.slide();
    } else {
      this.paint();
      this.drawArrows();
    }
    this.drawCurve(step);
    this.describe();
  }

  paint(moving, part) {
    this.map.fill(this.heap, moving, part);
    this.map.paint(this.pen, palette());
  }

  // Compaction as motion: each block slides from where it was, in the address space, to where it is.
  slide() {
    const moving = new Map(this.heap.moved.map(move => [move.number, move]));
    const start = performance.now();
    const frame = now => {
      const part = Math.min(1, Math.max(0, (now - start) / SLIDE_MILLIS));
      if (part < 1) {
        this.paint(moving, part);
        this.sliding = requestAnimationFrame(frame);
        return;
      }
      this.sliding = 0;
      this.paint();
      this.drawArrows();
    };
    frame(start);
  }

  // Where the slide is over, or unwanted: arrows from where blocks were to where they are.
  drawArrows() {
    const {pen} = this;
    pen.strokeStyle = color('ink');
    pen.globalAlpha = .6;
    for (const move of thinned(this.heap.moved, MAX_ARROWS)) {
      const [x, y] = this.place(move.to);
      pen.beginPath();
      pen.moveTo(...this.place(move.from));
      pen.lineTo(x, y);
      pen.stroke();
      pen.strokeRect(x - 2, y - 2, 4, 4);
    }
    pen.globalAlpha = 1;
  }

  // Where an address is on the canvas.
  place(address) {
    const column = Math.floor(address * this.width * ROWS / this.heap.recording.heap);
    return [column % this.width, Math.floor(column / this.width) * ROW_PITCH + ROW_HEIGHT / 2];
  }

  drawCurve(step) {
    const {pen, width} = this, top = ROWS * ROW_PITCH;
    if (!this.curveImage || this.curveColor !== color('live')) this.paintCurve();
    pen.clearRect(0, top, width, CURVE_HEIGHT);
    pen.drawImage(this.curveImage, 0, top);
    pen.fillStyle = color('ink');
    pen.fillRect(Math.min(width - 2, step / this.curve.length * width), top + 4, 2, CURVE_HEIGHT);
  }

  // The curve is the same in every frame.
  paintCurve() {
    const {width, curve} = this, foot = CURVE_HEIGHT - 2, height = CURVE_HEIGHT - 10;
    this.curveImage = element('canvas', {width: String(width), height: String(CURVE_HEIGHT)});
    const pen = this.curveImage.getContext('2d');
    pen.strokeStyle = this.curveColor = color('live');
    pen.beginPath();
    for (let x = 0; x < width; x++) pen.lineTo(x, foot - curve[Math.floor(x * curve.length / width)] / this.peak * height);
    pen.stroke();
  }

  describe() {
    const {blocks, live, moved, recording, step} = this.heap;
    this.facts.textContent = digits.format(blocks.size) + ' blocks of ' + digits.format(live) +
      ' live bytes (peak ' + digits.format(this.peak) + ') in a heap of ' + digits.format(recording.heap);
    this.arrowFacts.textContent = moved.length > MAX_ARROWS
      ? digits.format(moved.length) + ' blocks moved; arrows show ' + MAX_ARROWS + ' of them'
      : moved.length ? digits.format(moved.length) + (moved.length === 1 ? ' block moved' : ' blocks moved') : '';
    this.canvas.setAttribute('aria-label', 'Map of ' + recording.driver + ' after op ' + step + ': ' + blocks.size +
      ' blocks, ' + live + ' bytes live' + (moved.length ? ', ' + moved.length + ' moved' : ''));
  }

  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) * this.canvas.width / box.width;
    const row = Math.floor((event.clientY - box.top) * this.canvas.height / box.height / ROW_PITCH);
    const address = (row * this.width + x) / (this.width * ROWS) * this.heap.recording.heap;
    const tile = this.tiles.find(([, from, to]) => from <= address && address < to);
    this.readout.textContent = tile && row < ROWS ? this.words(tile) : '';
  }

  words([kind, from, to, number]) {
    const block = this.heap.blocks.get(number);
    return block
      ? 'block ' + number + ', placed at op ' + block.placedAt + ': ' + block.size + ' bytes at ' + block.address + (block.depth ? ', locked' : '')
      : kind + ': ' + (to - from) + ' bytes at ' + from;
  }
}
