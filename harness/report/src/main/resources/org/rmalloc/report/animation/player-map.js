// SPDX-License-Identifier: Apache-2.0
'use strict';

// The map of a heap: addresses run along rows, like text. A column of ROW_HEIGHT pixels stands for some bytes,
// and shows the shares of what is in them, one above the other: overhead lowest, then used, locked and free.

const ROWS = 40, ROW_PITCH = 10, ROW_HEIGHT = 9;
const OVERHEAD_KIND = 0, USED_KIND = 1, LOCKED_KIND = 2, FREE_KIND = 3;
const KIND_NAMES = ['overhead', 'used', 'locked', 'free'];

// How much of each column is of each kind. What is of no other kind is free.
class ColumnShares {
  constructor(columns) {
    this.columns = columns;
    this.shares = [OVERHEAD_KIND, USED_KIND, LOCKED_KIND].map(() => new Float32Array(columns));
    this.end = new Uint8Array(FREE_KIND);
  }

  clear() { for (const share of this.shares) share.fill(0); }

  // A range in columns and parts of them.
  add(kind, from, to) {
    if (to <= from) return;
    const share = this.shares[kind], last = Math.min(Math.floor(to), this.columns - 1);
    const first = Math.min(Math.floor(from), last);
    if (first === last) { share[first] += to - from; return; }
    share[first] += first + 1 - from;
    share.fill(1, first + 1, last);
    share[last] += to - last;
  }

  // Of a column of so many pixels: where each kind ends, counted from its foot. The array is used again.
  ends(column, height) {
    let sum = 0;
    for (let kind = 0; kind < FREE_KIND; kind++) {
      sum += this.shares[kind][column];
      this.end[kind] = Math.round(Math.min(1, sum) * height);
    }
    return this.end;
  }
}

// The pixels of a map.
class MapImage {
  constructor(width) {
    this.width = width;
    this.shares = new ColumnShares(width * ROWS);
    this.image = new ImageData(width, ROWS * ROW_PITCH);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  // The state of a heap; of moving blocks, given by number, where they are after a part of their way.
  fill(heap, moving, part) {
    const scale = this.shares.columns / heap.recording.heap;
    const add = (kind, from, to) => this.shares.add(kind, from * scale, to * scale);
    this.shares.clear();
    for (const [number, {address, size, from, to, depth}] of heap.blocks) {
      add(OVERHEAD_KIND, from, address);
      if (!moving || !moving.has(number)) add(depth > 0 ? LOCKED_KIND : USED_KIND, address, address + size);
      add(OVERHEAD_KIND, address + size, to);
    }
    for (const [from, to] of heap.reserved) add(OVERHEAD_KIND, from, to);
    for (const move of moving ? moving.values() : []) {
      const address = move.from + (move.to - move.from) * part;
      add(USED_KIND, address, address + move.size);
    }
  }

  paint(pen, colors) {
    const {width, pixels, shares} = this;
    for (let column = 0; column < shares.columns; column++) {
      const ends = shares.ends(column, ROW_HEIGHT);
      let pixel = (Math.floor(column / width) * ROW_PITCH + ROW_HEIGHT - 1) * width + column % width;
      for (let y = 0, kind = 0; y < ROW_HEIGHT; y++, pixel -= width) {
        while (kind < FREE_KIND && y >= ends[kind]) kind++;
        pixels[pixel] = colors[kind];
      }
    }
    pen.putImageData(this.image, 0, 0);
  }
}
