// SPDX-License-Identifier: Apache-2.0
'use strict';

// The controls of the player: what moves all views to a step, by button, slider, key or time.

const PACES = [1, 10, 100, 1000, 10000, 100000]; // ops a second
const MAX_PACE_WITH_STOPS = 1000;                // up to which playing stops at each compaction

const data = JSON.parse(document.getElementById('data').textContent);
const views = data.recordings.map(recording => new HeapView(recording));
const last = Math.max(...data.recordings.map(recording => recording.steps.length)) - 1;
let step = 0, playing = false, owed = 0, then = 0;

const play = element('button', {type: 'button'}, 'Play');
const back = element('button', {type: 'button', 'aria-label': 'One op back'}, '◀');
const forth = element('button', {type: 'button', 'aria-label': 'One op on'}, '▶');
const scrub = element('input', {type: 'range', min: '0', max: String(last), value: '0', 'aria-label': 'Op'});
const speed = element('select', {'aria-label': 'Ops a second'},
  ...PACES.map(pace => element('option', {value: String(pace)}, pace + ' ops/s')));
speed.value = lessMotion.matches ? '1' : '100';
const where = element('output', {'aria-live': 'off'});

function show(next, slides) {
  step = Math.max(0, Math.min(last, next));
  for (const view of views) view.show(step, slides);
  scrub.value = String(step);
  where.textContent = 'op ' + step + ' of ' + last;
}

function changePace(by) {
  speed.selectedIndex = Math.max(0, Math.min(PACES.length - 1, speed.selectedIndex + by));
}

function toggle() {
  playing = !playing;
  play.textContent = playing ? 'Pause' : 'Play';
  then = 0;
  if (playing) requestAnimationFrame(frame);
}

// The ops that are due since the last frame; a slide holds them up.
function frame(now) {
  if (!playing) return;
  if (!views.some(view => view.sliding)) advance(now); else then = now;
  if (step === last) toggle(); else requestAnimationFrame(frame);
}

function advance(now) {
  const pace = Number(speed.value), stops = pace <= MAX_PACE_WITH_STOPS;
  owed += then ? (now - then) / 1000 * pace : 1;
  then = now;
  if (owed < 1) return;
  const due = step + Math.floor(owed);
  const next = stops ? Math.min(due, ...views.map(view => firstAbove(view.moves, step) ?? due)) : due;
  show(next, stops);
  owed = next < due ? 0 : owed % 1;
}

const allMoves = [...new Set(views.flatMap(view => view.moves))].sort((x, y) => x - y);
const nextCompaction = () => show(firstAbove(allMoves, step) ?? step, true);
const previousCompaction = () => show(allMoves.findLast(at => at < step) ?? step);

function acts(far) {
  return {
    ' ': toggle,
    '+': () => changePace(1),
    '=': () => changePace(1),
    '-': () => changePace(-1),
    c: nextCompaction,
    C: previousCompaction,
    ArrowRight: () => show(step + far, true),
    ArrowLeft: () => show(step - far),
    Home: () => show(0),
    End: () => show(last),
  };
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('select, button') && (event.key === ' ' || event.key.startsWith('Arrow'))) return;
  const act = acts(event.shiftKey ? 100 : 1)[event.key];
  if (act) { act(); event.preventDefault(); }
}

function markButton(mark) {
  const button = element('button', {type: 'button'}, 'op ' + mark.step);
  button.addEventListener('click', () => show(mark.step));
  return element('p', {class: 'mark'}, button, ' ' + mark.words);
}

function legend() {
  const keys = ['used', 'locked', 'free', 'overhead'].flatMap(name => {
    const key = element('span', {class: 'key', 'aria-hidden': 'true'});
    key.style.background = 'var(--' + name + ')';
    return [key, name];
  });
  return element('div', {}, ...keys, element('span', {class: 'note'},
    'Addresses run along rows. Where several lie in one column, their colours show their shares of it.'));
}

document.getElementById('player').append(
  element('p', {}, data.app),
  ...data.marks.map(markButton),
  element('div', {class: 'controls'}, play, back, forth, scrub, speed, where),
  legend(),
  element('div', {class: 'maps'}, ...views.map(view => view.root)),
  element('p', {}, 'Space plays and pauses. The arrows go one op back or on, with Shift 100. Home and End go to the ends. ' +
    '+ and - change the speed. c goes to the next compaction, C to the one before.'));

play.addEventListener('click', toggle);
back.addEventListener('click', () => show(step - 1));
forth.addEventListener('click', () => show(step + 1, true));
scrub.addEventListener('input', () => show(Number(scrub.value)));
document.addEventListener('keydown', pressed);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(step));
new ResizeObserver(() => { if (views.some(view => view.isResized())) show(step); }).observe(document.body);
window.rmallocPlayer = {show, views, at: () => step, playing: () => playing, tilesAt: (view, at) => { show(at); return views[view].tiles; }};
show(data.marks.length ? data.marks[0].step : 0);
