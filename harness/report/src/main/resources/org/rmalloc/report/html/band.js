// SPDX-License-Identifier: Apache-2.0
// Curves over an axis, each in the band of other assumptions, beside points: a frontier.
const QUOTIENTS = [2, 3, 5, 10, 20, 50, 100, 1000];

function band(holder, spec) {
  const readout = element('div', {class: 'readout', 'aria-live': 'polite'});
  const controls = element('div', {class: 'controls', role: 'group', 'aria-label': 'Shown in: ' + spec.title});
  const picture = drawn('svg', {class: 'figure', role: 'group', 'aria-label': spec.title});
  holder.append(element('h4', {}, spec.title), controls, element('div', {class: 'figure-holder'}, picture), readout);
  const show = switches(controls, spec.curves.map(curve => curve.name), name => lineKey({name, contender: true}));
  const say = text => readout.replaceChildren(element('span', {class: 'value'}, text));
  onWidth(picture.parentNode, width => show(drawBand(picture, spec, width, say)));
}

function drawBand(picture, spec, width, say) {
  picture.replaceChildren();
  picture.setAttribute('viewBox', `0 0 ${width} ${FIGURE_TALL}`);
  picture.setAttribute('height', FIGURE_TALL);
  const known = values => values.filter(value => value != null);
  const ys = spec.curves.flatMap(curve => known([...curve.ys, ...curve.highs])).concat(spec.spots.map(spot => spot.y));
  const xs = spec.curves.flatMap(curve => curve.xs).concat(spec.spots.map(spot => spot.x));
  const labels = new Labels(picture), base = FIGURE_TALL - FOOT;
  const y = scaled(ys, spec.y.unit, false, base - 8, TOP, false);
  const framed = {...spec, categories: [], marks: xs.map(x => ({x}))};
  const left = yAxis(picture, labels, framed, y, width, base);
  const x = xAxis(picture, labels, framed, left, width, base);
  if (spec.reciprocal) quotients(picture, labels, spec, y, width, base);
  const parts = new Map(spec.curves.map(curve => [curve.name, []]));
  spec.curves.forEach(curve => drawCurve(picture, spec, curve, x, y, parts.get(curve.name), say));
  const plot = {x: left, y: 0, width: width - left, height: base};
  spec.spots.forEach(spot => drawSpot(picture, spec, spot, x, y, labels, say));
  spec.spots.forEach(spot => nameMark(labels, {name: spot.name, left: x.at(spot.x), top: y.at(spot.y)}, plot, []));
  return parts;
}

// At the right end of the grid: a share of 1/c.
function quotients(picture, labels, spec, y, width, base) {
  const top = y.at(y.ticks[y.ticks.length - 1]);
  for (const quotient of QUOTIENTS) {
    const at = y.at(100 / quotient);
    if (at < top || at > base - 26) continue; // clear of the points at 0
    labels.place(drawn('text', {x: width - 2, y: at + 4, 'text-anchor': 'end', class: 'tick'}, spec.reciprocal + ' = ' + quotient));
  }
}

function runs(xs, ...columns) {
  const found = [[]];
  xs.forEach((x, i) => {
    if (columns.some(column => column[i] == null)) { if (found[found.length - 1].length) found.push([]); } else found[found.length - 1].push(i);
  });
  return found.filter(run => run.length);
}

function drawCurve(picture, spec, curve, x, y, own, say) {
  const {color, dash} = styles.get(curve.name);
  const path = (run, xs, ys) => run.map((i, nth) => (nth ? 'L' : 'M') + x.at(xs[i]) + ',' + y.at(ys[i])).join('');
  for (const run of runs(curve.bandXs, curve.lows, curve.highs)) {
    const back = [...run].reverse().map(i => 'L' + x.at(curve.bandXs[i]) + ',' + y.at(curve.lows[i])).join('');
    own.push(drawn('path', {class: 'band', style: 'fill:' + color, d: path(run, curve.bandXs, curve.highs) + back + 'Z'}));
  }
  for (const run of runs(curve.xs, curve.ys)) {
    own.push(drawn('path', {class: 'curve', style: 'stroke:' + color, 'stroke-dasharray': dash.join(), d: path(run, curve.xs, curve.ys)}));
    for (const i of run) own.push(pointOf(spec, curve.name, curve.xs[i], curve.ys[i], x, y, {r: 3, fill: color, class: 'mark'}, say));
  }
  picture.append(...own);
}

function pointOf(spec, name, across, up, x, y, look, say) {
  const text = name + ': ' + inUnit(across, spec.x.unit) + ' x, ' + inUnit(up, spec.y.unit);
  const point = drawn('circle', {...look, cx: x.at(across), cy: y.at(up), tabindex: '0', role: 'img', 'aria-label': text, 'pointer-events': 'all'});
  point.addEventListener('mouseenter', () => say(text));
  point.addEventListener('focus', () => say(text));
  return point;
}

function drawSpot(picture, spec, spot, x, y, labels, say) {
  const {color} = styles.get(spot.name);
  const look = {r: 5, stroke: color, 'stroke-width': 2, fill: spot.bound ? 'none' : color, class: 'mark'};
  picture.append(pointOf(spec, spot.name, spot.x, spot.y, x, y, look, say));
  labels.reserve({x: x.at(spot.x) - 6, y: y.at(spot.y) - 6, width: 12, height: 12});
}
