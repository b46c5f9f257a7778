// SPDX-License-Identifier: Apache-2.0
'use strict';
// Everything shown comes from the JSON beside this script and is set as text, never as markup.
const report = JSON.parse(document.getElementById('data').textContent);

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

// Tables: a click or Enter on a heading sorts by it; a figure that is more than a number carries its value beside its text.
function sortBy(table, column, heading) {
  const up = heading.getAttribute('aria-sort') !== 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  const rows = [...table.tBodies[0].rows];
  const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent;
  rows.sort((a, b) => {
    const x = key(a), y = key(b);
    if (x === '' || y === '') return (x === '' ? 1 : 0) - (y === '' ? 1 : 0);
    const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, 'en') : x - y;
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows);
}
// The last word of a heading and its arrow stay on one line.
function lastWordWithArrow(button) {
  const last = button.lastChild.nodeType === Node.TEXT_NODE ? button : button.lastChild;
  const words = last.textContent.split(' ');
  const text = last === button ? last.lastChild : last.firstChild;
  text.replaceWith(words.slice(0, -1).map(word => word + ' ').join(''), element('span', {class: 'end'}, words[words.length - 1]));
}
for (const table of document.querySelectorAll('table.sortable')) {
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = element('button', {type: 'button'}, ...heading.childNodes);
    if (button.lastChild) lastWordWithArrow(button);
    heading.replaceChildren(button);
    button.addEventListener('click', () => sortBy(table, column, heading));
  });
}

// An allocator's key: its line or its mark, as the charts draw it.
const svgName = 'http://www.w3.org/2000/svg';
function drawn(name, attributes, ...children) {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}
const reference = {color: 'var(--ink)', dash: [1, 2]}; // of a series that is no contender's
const styleOf = series => series.contender ? styles.get(series.name) : reference;
function lineKey(series) {
  const {color, dash} = styleOf(series);
  return drawn('svg', {viewBox: '0 0 34 6', width: '34', height: '6', 'aria-hidden': 'true'},
    drawn('path', {d: 'M0,3H34', style: 'stroke:' + color, 'stroke-width': 3, 'stroke-dasharray': dash.join()}));
}

// Draws anew whenever the page gives a holder another width.
function onWidth(holder, draw) {
  let width = 0;
  const fit = () => {
    if (holder.clientWidth && holder.clientWidth !== width) draw(width = holder.clientWidth);
  };
  new ResizeObserver(fit).observe(holder);
  fit();
}

// What is folded is printed too.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(one => { one.open = true; }));
