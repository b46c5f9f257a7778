// Charts of few points: each mark an allocator's value, by shape and colour; hover or Tab names it.
const svgName = 'http://www.w3.org/2000/svg';
function drawn(name, attributes, ...children) {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

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

function styled(name) {
  const {color, shape} = styles.get(name);
  return {d: shapes[shape](6), stroke: color, 'stroke-width': 2, fill: color, 'pointer-events': 'all'};
}

// From values to pixels, and ticks at round numbers: of the power of 2 for bytes, else of 10.
function scaled(values, unit, log, from, to) {
  const known = values.filter(v => v != null && (!log || v > 0));
  const most = Math.max(...known, log ? 10 : 1e-9);
  if (log) {
    const low = Math.floor(Math.log10(Math.min(...known))), high = Math.ceil(Math.log10(most) + 1e-9);
    const span = Math.max(1, high - low);
    return {
      at: v => from + (Math.log10(v) - low) / span * (to - from),
      ticks: Array.from({length: span + 1}, (_, i) => 10 ** (low + i))
    };
  }
  const rough = most / 5;
  const base = unit === 'bytes' ? 2 ** Math.ceil(Math.log2(rough))
    : [1, 2, 5, 10].map(n => n * 10 ** Math.floor(Math.log10(rough))).find(n => n >= rough);
  const count = Math.ceil(most / base * 1.04);
  return {
    at: v => from + v / (count * base) * (to - from),
    ticks: Array.from({length: count + 1}, (_, i) => Number((i * base).toPrecision(12)))
  };
}

const WIDE = 900, TALL = 400, LEFT = 84, RIGHT = 40, TOP = 14, FOOT = 52;

function figure(holder, spec) {
  const readout = element('div', {class: 'readout', 'aria-live': 'polite'});
  const controls = element('div', {class: 'controls', role: 'group', 'aria-label': 'Shown in: ' + spec.title});
  const picture = drawn('svg', {viewBox: `0 0 ${WIDE} ${TALL}`, class: 'figure', role: 'group', 'aria-label': spec.title});
  holder.append(element('h3', {}, spec.title), element('p', {class: 'soft'}, spec.hint), controls,
    element('div', {class: 'figure-holder'}, picture), readout);
  const y = scaled(spec.marks.map(mark => mark.y), spec.y.unit, spec.y.log, TALL - FOOT - 10, TOP);
  const across = spec.categories.length
    ? {at: place => LEFT + (place + .5) / spec.categories.length * (WIDE - LEFT - RIGHT), ticks: []}
    : scaled(spec.marks.map(mark => mark.x), spec.x.unit, false, LEFT, WIDE - RIGHT);
  for (const tick of y.ticks) {
    picture.append(drawn('path', {class: 'grid', d: `M${LEFT},${y.at(tick)}H${WIDE - RIGHT}`}),
      drawn('text', {x: LEFT - 8, y: y.at(tick) + 4, 'text-anchor': 'end'}, inUnit(tick, spec.y.unit)));
  }
  for (const tick of across.ticks) {
    picture.append(drawn('path', {class: 'grid', d: `M${across.at(tick)},${TOP}V${TALL - FOOT}`}),
      drawn('text', {x: across.at(tick), y: TALL - FOOT + 18, 'text-anchor': 'middle'}, inUnit(tick, spec.x.unit)));
  }
  spec.categories.forEach((category, i) =>
    picture.append(drawn('text', {x: across.at(i), y: TALL - FOOT + 18, 'text-anchor': 'middle'}, category)));
  picture.append(
    drawn('text', {x: (LEFT + WIDE) / 2, y: TALL - 8, 'text-anchor': 'middle'}, spec.x.label),
    drawn('text', {transform: `translate(14,${TALL / 2 - 20}) rotate(-90)`, 'text-anchor': 'middle'}, spec.y.label));
  const front = spec.marks.filter(mark => mark.front).sort((a, b) => a.x - b.x);
  if (front.length) {
    const path = front.map((mark, i) => (i ? `H${across.at(mark.x)}V` : `M${across.at(mark.x)},`) + y.at(mark.y)).join('');
    picture.append(drawn('path', {class: 'front', d: path}));
  }
  // Side by side within a category, so that equal values do not hide each other.
  const spread = mark => spec.categories.length ? (spec.drawn.indexOf(mark.name) / Math.max(1, spec.drawn.length - 1) - .5)
    * .7 * (WIDE - LEFT - RIGHT) / spec.categories.length : 0;
  const marksOf = new Map(spec.drawn.map(name => [name, []]));
  const taken = [];
  for (const mark of spec.marks) {
    if (mark.y == null || (spec.y.log && mark.y <= 0)) continue;
    const left = across.at(mark.x) + spread(mark), top = y.at(mark.y);
    const text = mark.name + (spec.categories.length ? ', ' + spec.categories[mark.x] + ': ' : ': ' + inUnit(mark.x, spec.x.unit) + ', ')
      + inUnit(mark.y, spec.y.unit);
    const shape = drawn('path', {...styled(mark.name), class: 'mark', tabindex: '0', role: 'img', 'aria-label': text,
      transform: `translate(${left},${top})`});
    const say = () => readout.replaceChildren(element('span', {class: 'value'}, text));
    shape.addEventListener('mouseenter', say);
    shape.addEventListener('focus', say);
    marksOf.get(mark.name).push(shape);
    picture.append(shape);
    if (!spec.categories.length) {
      let low = top + 4;
      const end = left + 12 + 7.2 * mark.name.length, flip = end > WIDE;
      while (taken.some(other => Math.abs(other.low - low) < 13 && other.from < end && left < other.end)) low += 13;
      taken.push({low, from: left, end});
      const label = drawn('text', {x: flip ? left - 11 : left + 11, y: low, 'text-anchor': flip ? 'end' : 'start'}, mark.name);
      marksOf.get(mark.name).push(label);
      picture.append(label);
    }
  }
  for (const name of spec.drawn) {
    const box = element('input', {type: 'checkbox'});
    box.checked = true;
    box.addEventListener('change', () => marksOf.get(name).forEach(mark => { mark.style.display = box.checked ? '' : 'none'; }));
    const key = drawn('svg', {viewBox: '-9 -9 18 18', width: '18', height: '18', 'aria-hidden': 'true'},
      drawn('path', styled(name)));
    controls.append(element('label', {}, box, key, name));
  }
  return picture;
}
