// Shows what the parts before this one draw: the front of time against memory first.
report.apps.forEach((app, i) => {
  const into = (place, draw, spec) => {
    const one = element('div', {class: 'chart'});
    document.getElementById(place + '-' + i).append(one);
    draw(one, spec);
  };
  for (const spec of app.figures.filter(one => !one.categories.length)) into('front', figure, spec);
  for (const spec of app.charts) into('charts', chart, spec);
  for (const spec of app.figures.filter(one => one.categories.length)) into('charts', figure, spec);
});
