// SPDX-License-Identifier: Apache-2.0
// Line charts over the requests, under one set of switches: drag to zoom, double click for all; the
// keyboard moves the cursor and zooms too.
const plots = [];
window.rmallocPlots = plots;
const TALL = 220;

// Whole numbers come as what each adds to the last one that is known, which is shorter.
const summed = changes => { let sum = 0; return changes.map(change => change == null ? null : sum += change); };
for (const chart of report.charts.filter(({kind}) => kind === 'lines' || kind === 'bands')) {
  for (const spec of [chart.spec].flat()) {
    spec.ops = summed(spec.opChanges);
    for (const series of spec.series) if (series.changes) series.values = summed(series.changes);
  }
}

function lines(holder, specs) {
  const group = [];
  const names = new Map(specs.flatMap(spec => spec.series).map(series => [series.name + series.contender, series]));
  const controls = element('div', {class: 'controls', role: 'group', 'aria-label': 'Shown in the charts over the requests'});
  const charts = element('div', {class: 'columns'});
  holder.append(controls, charts);
  for (const series of names.values()) {
    const box = element('input', {type: 'checkbox'});
    box.checked = true;
    box.addEventListener('change', () => group.forEach(one => one.switch(series, box.checked)));
    controls.append(element('label', {}, box, lineKey(series), series.name));
  }
  const zooms = [['Zoom in', one => one.zoom(.5)], ['Zoom out', one => one.zoom(2)], ['Show all', one => one.all()]];
  for (const [text, act] of zooms) {
    const button = element('button', {type: 'button'}, text);
    button.addEventListener('click', () => act(group[0]));
    controls.append(button);
  }
  for (const spec of specs) {
    const one = element('div', {class: 'chart'});
    charts.append(one);
    group.push(lineChart(one, spec, range => group.forEach(other => other.range(range))));
  }
}

// Bytes at powers of two, so that ticks are whole KiB.
const byteSteps = Array.from({length: 50}, (_, i) => 2 ** i);

function lineChart(holder, spec, zoomed) {
  const plot = element('div', {
    class: 'plot', tabindex: '0', role: 'application',
    'aria-label': spec.title + '. Left and right arrows move between points, plus and minus zoom, 0 shows all.'
  });
  const readout = element('div', {class: 'readout', 'aria-live': 'polite'});
  holder.append(element('h4', {}, spec.title), plot, readout);
  const css = name => getComputedStyle(document.body).getPropertyValue(name).trim();
  const axis = {stroke: () => css('--ink'), grid: {stroke: () => css('--line'), width: 1}, ticks: {stroke: () => css('--line')}};
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
      self.series[i + 1].width = shown || !series.contender ? 1.6 : 1;
      self.series[i + 1].dash = shown || !series.contender ? styleOf(series).dash : [];
    });
  };
  const u = new uPlot({
    width: plot.clientWidth || 560, height: TALL,
    scales: {x: {time: false}, y: spec.log ? {distr: 3} : {range: (_, low, high) => [Math.min(0, low), high || 1]}},
    legend: {show: false},
    cursor: {drag: {x: true, y: false}, focus: {prox: 24}},
    axes: [
      {...axis, label: 'request', labelSize: 20, size: 34, space: 70, values: (_, ticks) => ticks.map(v => v == null ? '' : String(v))},
      {...axis, size: 76, ...(spec.unit === 'bytes' ? {incrs: byteSteps} : {}), values: (_, ticks) => ticks.map(v => v == null ? '' : inUnit(v, spec.unit))}
    ],
    series: [{}, ...spec.series.map(series => ({
      label: series.name, stroke: series.contender ? styleOf(series).color : () => css('--ink'), width: 1.6, spanGaps: true, points: {show: false}
    }))],
    hooks: {
      setCursor: [self => show(self.cursor.idx)],
      drawClear: [dashWhereItShows],
      setScale: [(self, key) => {
        if (key === 'x' && self.status === 1 && zoomed) zoomed({min: self.scales.x.min, max: self.scales.x.max});
      }]
    }
  }, [ops, ...spec.series.map(series => spec.log ? series.values.map(v => v == null ? null : Math.max(v, spec.minimum)) : series.values)], plot);
  const range = ({min, max}) => {
    if (u.scales.x.min !== min || u.scales.x.max !== max) u.setScale('x', {min, max});
  };
  const zoom = factor => {
    const {min, max} = u.scales.x;
    const middle = at == null ? (min + max) / 2 : ops[at];
    const half = Math.max((max - min) * factor / 2, .5);
    range({min: Math.max(whole[0], middle - half), max: Math.min(whole[1], middle + half)});
  };
  const all = () => range({min: whole[0], max: whole[1]});
  const move = index => {
    const next = Math.max(0, Math.min(ops.length - 1, index));
    const {min, max} = u.scales.x;
    if (ops[next] < min || ops[next] > max) {
      const half = (max - min) / 2;
      range({min: ops[next] - half, max: ops[next] + half});
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
  onWidth(plot, width => u.setSize({width, height: TALL}));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => u.redraw());
  plots.push({spec, u, show: move, readout});
  return {
    range, zoom, all,
    switch: (series, on) => spec.series.forEach((own, i) => {
      if (own.name === series.name && own.contender === series.contender) u.setSeries(i + 1, {show: on});
    })
  };
}

// The time of a request: of each allocator a small chart, with the quantiles of all requests in each
// stretch of them, or of the points where a file has no more. All points are drawn in the chart that unfolds.
const STRETCHES = 48, PANEL = 92;
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

// Bands from and to shares of the trace.
function bandsOf(spec, series) {
  const end = Math.max(spec.ops[spec.ops.length - 1] + 1, ...spec.series.flatMap(one => one.stretches).map(one => one[1]));
  if (!series.stretches.length) return bandsOfPoints(spec, series, end);
  return series.stretches.map(([from, to, ...nanos]) => {
    const [low, middle, high, top] = nanos.map(value => Math.max(spec.minimum, value));
    return {from: from / end, to: to / end, low, middle, high, top};
  });
}

function bandsOfPoints(spec, series, end) {
  const stretches = Array.from({length: STRETCHES}, () => []);
  spec.ops.forEach((op, i) => {
    if (series.values[i] != null) stretches[Math.floor(op / end * STRETCHES)].push(Math.max(spec.minimum, series.values[i]));
  });
  return stretches.flatMap((values, i) => {
    values.sort((a, b) => a - b);
    return values.length ? [{from: i / STRETCHES, to: (i + 1) / STRETCHES, low: quantile(values, .1), middle: quantile(values, .5),
      high: quantile(values, .9), top: values[values.length - 1]}] : [];
  });
}

function bands(holder, spec) {
  const panels = spec.series.map(series => ({series, bands: bandsOf(spec, series)}));
  const known = panels.flatMap(panel => panel.bands);
  const low = Math.log10(Math.min(...known.map(band => band.low))), high = Math.log10(Math.max(...known.map(band => band.top)));
  const across = element('div', {class: 'panels'});
  const what = spec.series.every(series => series.stretches.length) ? 'All requests' : 'The points drawn';
  holder.append(element('h4', {}, spec.title),
    element('p', {class: 'soft'}, what + ', in up to ' + STRETCHES + ' stretches: the band holds 80 % of them, the line is the median, the dot is the maximum. All have one logarithmic scale, from '
      + inUnit(10 ** low, 'ns') + ' to ' + inUnit(10 ** high, 'ns') + '.'), across);
  for (const {series, bands} of panels) {
    const middles = bands.map(band => band.middle).sort((a, b) => a - b);
    const picture = drawn('svg', {class: 'panel', role: 'img', 'aria-label': series.name + ': median of the stretches '
      + inUnit(quantile(middles, .5), 'ns') + ', maximum ' + inUnit(Math.max(...bands.map(band => band.top)), 'ns')});
    const panel = element('div', {}, element('div', {class: 'panel-name'}, series.name), picture);
    across.append(panel);
    onWidth(panel, width => drawBands(picture, bands, width, styles.get(series.name).color, value =>
      PANEL - 4 - (Math.log10(value) - low) / Math.max(1e-9, high - low) * (PANEL - 8)));
  }
  const whole = element('details', {}, element('summary', {}, 'Every point of the time of a request'));
  whole.addEventListener('toggle', () => { if (whole.open && whole.children.length === 1) lines(whole, [spec]); });
  holder.append(whole);
}

function drawBands(picture, bands, width, color, y) {
  picture.setAttribute('viewBox', `0 0 ${width} ${PANEL}`);
  picture.setAttribute('height', PANEL);
  const marks = [drawn('path', {class: 'grid', d: `M0,${PANEL - .5}H${width}`})];
  for (const band of bands) {
    const left = band.from * width, across = (band.to - band.from) * width;
    marks.push(drawn('rect', {x: left, width: across, y: y(band.high), height: Math.max(1, y(band.low) - y(band.high)), fill: color, opacity: .3}),
      drawn('path', {d: `M${left},${y(band.middle)}h${across}`, stroke: color, 'stroke-width': 2}),
      drawn('circle', {cx: left + across / 2, cy: y(band.top), r: 1.3, fill: color}));
  }
  picture.replaceChildren(...marks);
}
