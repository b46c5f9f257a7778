'use strict';
// Everything shown comes from the JSON beside this script and is set as text, never as markup.
const report = JSON.parse(document.getElementById('data').textContent);
const plots = [];
window.rmallocPlots = plots;

const styles = new Map(report.styles.map(style => [style.name, style])); // an allocator looks the same in every chart

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
function inUnit(value, unit) {
  if (value == null) return '–';
  if (unit === 'bytes') {
    let power = 0;
    while (Math.abs(value) >= 1024 && power < 4) { value /= 1024; power++; }
    return digits(value) + ' ' + binary[power];
  }
  if (unit === 'ns') {
    if (value < 1e3) return digits(value) + ' ns';
    if (value < 1e6) return digits(value / 1e3) + ' µs';
    return value < 1e9 ? digits(value / 1e6) + ' ms' : digits(value / 1e9) + ' s';
  }
  return digits(value) + (unit === '%' ? ' %' : '');
}
function digits(value) {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

// Tables: a click or Enter on a heading sorts by it; figures carry their value beside their text.
function sortBy(table, column, heading) {
  const up = heading.getAttribute('aria-sort') !== 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  const rows = [...table.tBodies[0].rows];
  const key = row => row.cells[column].dataset.value;
  rows.sort((a, b) => {
    const x = key(a), y = key(b);
    if (x === '' || y === '') return (x === '' ? 1 : 0) - (y === '' ? 1 : 0);
    const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, 'en') : x - y;
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows);
}
for (const table of document.querySelectorAll('table.sortable')) {
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = element('button', {type: 'button'}, ...heading.childNodes);
    heading.replaceChildren(button);
    button.addEventListener('click', () => sortBy(table, column, heading));
  });
}

// Charts: drag to zoom, double click for all; the keyboard moves the cursor and zooms too.
function chart(holder, spec) {
  const plot = element('div', {
    class: 'plot', tabindex: '0', role: 'application',
    'aria-label': spec.title + '. Left and right arrows move between points, plus and minus zoom, 0 shows all.'
  });
  const readout = element('div', {class: 'readout', 'aria-live': 'polite'});
  const controls = element('div', {class: 'controls', role: 'group', 'aria-label': 'Shown in: ' + spec.title});
  holder.append(element('h3', {}, spec.title), controls, plot, readout);
  const ink = getComputedStyle(document.body).getPropertyValue('--ink').trim();
  const grid = getComputedStyle(document.body).getPropertyValue('--line').trim();
  const axis = {stroke: ink, grid: {stroke: grid, width: 1}, ticks: {stroke: grid}};
  const ops = spec.ops;
  const whole = [ops[0], Math.max(ops[ops.length - 1], ops[0] + 1)];
  let at = null;
  const show = index => {
    at = index;
    readout.replaceChildren();
    if (index == null) return;
    readout.append(element('span', {class: 'value'}, 'request ' + ops[index]));
    spec.series.forEach((series, i) => {
      if (!u.series[i + 1].show) return;
      readout.append(element('span', {class: 'value', 'data-series': String(i)},
        series.name + ': ' + inUnit(series.values[index], spec.unit)));
    });
  };
  // Where points lie denser than pixels a dash says nothing, and dashes and wide lines are most of the drawing.
  const dashWhereItShows = self => {
    const [first, last] = self.series[0].idxs || [0, 0];
    const shown = last - first < self.width;
    spec.series.forEach((series, i) => {
      self.series[i + 1].width = shown ? 1.6 : 1;
      self.series[i + 1].dash = shown ? styles.get(series.name).dash : [];
    });
  };
  const u = new uPlot({
    width: plot.clientWidth || 900, height: 340,
    scales: {x: {time: false}, y: spec.log ? {distr: 3} : {range: (_, low, high) => [Math.min(0, low), high || 1]}},
    legend: {show: false},
    cursor: {drag: {x: true, y: false}, focus: {prox: 24}},
    axes: [
      {...axis, label: 'request (N, F, R)', values: (_, ticks) => ticks.map(v => v == null ? '' : String(v))},
      {...axis, size: 78, ...(spec.unit === 'bytes' ? {incrs: Array.from({length: 50}, (_, i) => 2 ** i)} : {}), label: spec.axis, values: (_, ticks) => ticks.map(v => v == null ? '' : inUnit(v, spec.unit))}
    ],
    series: [{}, ...spec.series.map((series, i) => ({
      label: series.name, stroke: styles.get(series.name).color, width: 1.6, spanGaps: true, points: {show: false}
    }))],
    hooks: {setCursor: [self => show(self.cursor.idx)], drawClear: [dashWhereItShows]}
  }, [ops, ...spec.series.map(series => spec.log ? series.values.map(v => v == null ? null : Math.max(v, spec.least)) : series.values)], plot);
  spec.series.forEach((series, i) => {
    const box = element('input', {type: 'checkbox'});
    box.checked = true;
    box.addEventListener('change', () => u.setSeries(i + 1, {show: box.checked}));
    const {color, dash} = styles.get(series.name);
    const key = drawn('svg', {viewBox: '0 0 34 6', width: '34', height: '6', 'aria-hidden': 'true'},
      drawn('path', {d: 'M0,3H34', stroke: color, 'stroke-width': 3, 'stroke-dasharray': dash.join()}));
    controls.append(element('label', {}, box, key, series.name));
  });
  const zoom = factor => {
    const {min, max} = u.scales.x;
    const middle = at == null ? (min + max) / 2 : ops[at];
    const half = Math.max((max - min) * factor / 2, .5);
    u.setScale('x', {min: Math.max(whole[0], middle - half), max: Math.min(whole[1], middle + half)});
  };
  const all = () => u.setScale('x', {min: whole[0], max: whole[1]});
  for (const [text, act] of [['Zoom in', () => zoom(.5)], ['Zoom out', () => zoom(2)], ['Show all', all]]) {
    const button = element('button', {type: 'button'}, text);
    button.addEventListener('click', act);
    controls.append(button);
  }
  const move = index => {
    const next = Math.max(0, Math.min(ops.length - 1, index));
    const {min, max} = u.scales.x;
    if (ops[next] < min || ops[next] > max) {
      const half = (max - min) / 2;
      u.setScale('x', {min: ops[next] - half, max: ops[next] + half});
    }
    u.setCursor({left: u.valToPos(ops[next], 'x'), top: 20});
    show(next);
  };
  plot.addEventListener('keydown', event => {
    const acts = {
      ArrowRight: () => move(at == null ? 0 : at + (event.shiftKey ? 50 : 1)),
      ArrowLeft: () => move(at == null ? ops.length - 1 : at - (event.shiftKey ? 50 : 1)),
      Home: () => move(0), End: () => move(ops.length - 1),
      '+': () => zoom(.5), '=': () => zoom(.5), '-': () => zoom(2), '0': all
    };
    if (acts[event.key]) { acts[event.key](); event.preventDefault(); }
  });
  new ResizeObserver(() => {
    if (plot.clientWidth && plot.clientWidth !== u.width) u.setSize({width: plot.clientWidth, height: 340});
  }).observe(plot);
  plots.push({spec, u, show: move, readout});
}
