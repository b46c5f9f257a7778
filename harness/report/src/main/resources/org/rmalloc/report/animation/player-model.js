// SPDX-License-Identifier: Apache-2.0
'use strict';

// The model of the player: what is in a heap after each step. Nothing here knows of the page.

// Codes of events, as PlacementEvent.Code numbers them. An event is its code and then its values.
const PLACED = 0, FREED = 1, MOVED = 2, RESERVED = 3, RELEASED = 4, LOCKED = 5;

// States remembered for a recording, so that a step back does not start from the beginning.
const MAX_STATES = 100, MIN_STEPS_APART = 1000;

// The heap after a step: blocks by number, and ranges that the allocator keeps for itself by start.
class Heap {
  constructor(recording) {
    this.recording = recording;
    this.stepsApart = Math.max(MIN_STEPS_APART, Math.ceil(recording.steps.length / MAX_STATES));
    this.states = new Map();
    this.reset();
  }

  reset() {
    this.step = -1;
    this.blocks = new Map();
    this.reserved = new Map();
    this.live = 0;
    this.moved = [];
  }

  // Goes to a step, or to the last one of a recording that is shorter.
  go(step) {
    const last = Math.min(step, this.recording.steps.length - 1);
    if (last < this.step) this.recall(last);
    while (this.step < last) {
      this.step++;
      this.moved = [];
      for (const event of this.recording.steps[this.step]) this.apply(event);
      if (this.step % this.stepsApart === 0 && !this.states.has(this.step)) this.remember();
    }
  }

  remember() {
    const {step, live} = this;
    this.states.set(step, {step, live, blocks: new Map(this.blocks), reserved: new Map(this.reserved)});
  }

  recall(step) {
    this.reset();
    const state = this.states.get(Math.floor(step / this.stepsApart) * this.stepsApart);
    if (state) Object.assign(this, state, {blocks: new Map(state.blocks), reserved: new Map(state.reserved)});
  }

  apply([code, ...values]) {
    switch (code) {
      case PLACED: return this.place(...values);
      case FREED: return this.free(...values);
      case MOVED: return this.move(...values);
      case RESERVED: return this.reserve(...values);
      case RELEASED: return this.release(...values);
      case LOCKED: return this.lock(...values);
      default: throw new RangeError('no event has the code ' + code);
    }
  }

  place(number, address, size, from, to) {
    this.blocks.set(number, {address, size, from, to, depth: 0, placedAt: this.step});
    this.live += size;
  }

  free(number) {
    this.live -= this.blocks.get(number).size;
    this.blocks.delete(number);
  }

  move(number, address, from, to) {
    const old = this.blocks.get(number);
    if (old.address !== address) this.moved.push({number, from: old.address, to: address, size: old.size});
    this.blocks.set(number, {...old, address, from, to});
  }

  reserve(from, to) {
    if (from < to) this.reserved.set(from, Math.max(to, this.reserved.get(from) || 0));
  }

  release(from, to) {
    for (const [start, end] of [...this.reserved]) {
      if (end <= from || start >= to) continue;
      this.reserved.delete(start);
      this.reserve(start, from);
      this.reserve(to, end);
    }
  }

  lock(number, depth) {
    this.blocks.set(number, {...this.blocks.get(number), depth});
  }

  // Tiles in address order: [kind, from, to, block, depth]. Free and overhead tiles are as long as they can be.
  tiles() {
    const claimed = [...this.reserved].map(([from, to]) => ({from, to}));
    for (const [number, block] of this.blocks) if (block.to > block.from) claimed.push({...block, number});
    claimed.sort((x, y) => x.from - y.from);
    const tiles = new Tiles();
    for (const range of claimed) {
      if (range.number === undefined) tiles.add('overhead', range.from, range.to); else tiles.addBlock(range);
    }
    tiles.add('free', tiles.end(), this.recording.heap);
    return tiles.list;
  }
}

// Tiles as they are added, in address order; gaps become free tiles.
class Tiles {
  constructor() { this.list = []; }

  end() { return this.list.length ? this.list[this.list.length - 1][2] : 0; }

  add(kind, from, to) {
    if (from > this.end()) this.add('free', this.end(), from);
    if (from >= to) return;
    const last = this.list[this.list.length - 1];
    if (last && last[0] === kind) last[2] = to; else this.list.push([kind, from, to, -1, 0]);
  }

  addBlock({number, address, size, from, to, depth}) {
    const end = address + size;
    this.add('overhead', from, address);
    if (size > 0) this.list.push(['used', address, end, number, depth]);
    this.add('overhead', end, to);
  }
}

// Live bytes after each step.
function liveBytes(recording) {
  const sizes = new Map();
  let live = 0;
  return recording.steps.map(events => {
    for (const [code, number, , size] of events) {
      if (code === PLACED) { sizes.set(number, size); live += size; }
      if (code === FREED) { live -= sizes.get(number); sizes.delete(number); }
    }
    return live;
  });
}

// Steps at which a block goes to another address.
function movingSteps(recording) {
  const addresses = new Map(), steps = [];
  recording.steps.forEach((events, step) => {
    let moves = false;
    for (const [code, number, address] of events) {
      if (code !== PLACED && code !== MOVED) continue;
      moves = moves || (code === MOVED && addresses.get(number) !== address);
      addresses.set(number, address);
    }
    if (moves) steps.push(step);
  });
  return steps;
}

// The first of ascending numbers that is greater than this one.
function firstAbove(ascending, number) {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > number) high = middle; else low = middle + 1;
  }
  return ascending[low];
}

// A list of up to this many of another one's elements, spread evenly over it.
function thinned(list, maximum) {
  if (list.length <= maximum) return list;
  return Array.from({length: maximum}, (_, i) => list[Math.floor(i * list.length / maximum)]);
}
