// SPDX-License-Identifier: Apache-2.0
// Draws each chart in its place.
const draw = {figure, band, lines, bands};
report.charts.forEach((chart, i) => draw[chart.kind](document.getElementById('chart-' + i), chart.spec));
