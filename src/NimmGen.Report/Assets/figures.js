// The report's figures: what is drawn from the data block, for the origin and place that are chosen.
"use strict";
const Figures = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const state = { origin: data.origins.length - 1, place: -1, all: false, log: false, scenario: Math.min(2, data.scenarios.length - 1) };
  const many = data.places.length > 1;
  const origin = () => data.origins[state.origin] || null;
  const pick = (total, places) => state.place < 0 ? total : places[state.place] || [];
  const blank = () => data.x.map(() => null);

  function shifted(values, first) {
    const out = blank();
    values.forEach((v, i) => { if (first + i < out.length) out[first + i] = v; });
    return out;
  }

  // The last ten horizons and the forecast; the whole series on demand.
  function range() {
    const o = origin(), last = data.x.length - 1;
    const from = state.all || !o ? 0 : Math.max(0, o.step - 10 * data.horizon);
    const to = state.all || !o ? last : Math.min(last, o.step + 2 * data.horizon);
    const pad = (data.x[to] - data.x[from]) * .01;
    return [data.x[from] - pad, data.x[to] + pad];
  }

  function forecastColumns() {
    const o = origin(), seen = pick(data.total, data.observed), full = blank();
    seen.forEach((v, i) => full[i] = v);
    if (!o) return { names: ["Observed"], columns: [full] };
    return {
      names: ["Observed before the origin", "Observed after it", "Twin, fitted", "Forecast", data.naive ? "Naive: " + data.naive : "Naive"],
      columns: [
        full.map((v, i) => i < o.step ? v : null), full.map((v, i) => i >= o.step ? v : null),
        shifted(pick(o.fitTotal, o.fit), 0), shifted(pick(o.forecastTotal, o.forecast), o.step), shifted(pick(o.naiveTotal, o.naive), o.step),
      ],
    };
  }

  function forecast() {
    const host = document.getElementById("forecast-chart");
    if (!host) return;
    const o = origin(), f = forecastColumns();
    const size = data.x.length > 250 ? (state.all ? 4 : 5) : 6;
    let series = [Charts.dots(f.names[0], "ink", false, size)];
    if (o) series.push(Charts.dots(f.names[1], "ink", true, size), Charts.line(f.names[2], "blue", 1.8), Charts.line(f.names[3], "orange", 2.8), Charts.line(f.names[4], "green", 1.2, [6, 4]));
    let columns = f.columns;
    if (o && !columns[4].some(v => v !== null)) { columns = columns.slice(0, 4); series = series.slice(0, 4); }
    const shaded = o ? bandsOf(o) : [], bands = [], names = f.names.slice();
    for (const b of shaded) {
      const at = columns.length + 1, low = shifted(b.low, o.step), high = shifted(b.high, o.step);
      columns = columns.concat([high, low]);
      series = series.concat([Charts.edge(b.p + " %", u => u.data[at + 1]), Charts.hidden(b.p + " %, lower")]);
      bands.push({ series: [at, at + 1], fill: () => Charts.colour("band") });
      names.push(b.p + " %, lower", b.p + " %, upper");
      f.columns.push(low, high);
    }
    if (state.log) columns = columns.map(c => c.map(v => v > 0 ? v : null));
    document.getElementById("forecast-title").textContent = state.place < 0 ? title : data.places[state.place];
    Charts.draw(host, {
      data: [data.x].concat(columns), series, axis: data.axis, dates: data.dates, log: state.log, range: range(), bands,
      plugins: o ? [Charts.originRule(data.x[Math.min(o.step, data.x.length - 1)], "origin")] : [],
    });
    fill(document.getElementById("series-table"), names, f.columns);
  }

  function bandsOf(o) { return state.place < 0 ? o.bandsTotal : o.bands[state.place] || []; }

  // Scenarios: one is looked at, the others stay in the background.
  function scenarios() {
    const host = document.getElementById("scenario-chart"), all = data.scenarios;
    if (!host || all.length === 0) return;
    const xs = data.x.concat(data.beyond), from = all[0].from, now = all[Math.min(state.scenario, all.length - 1)], last = data.origins[data.origins.length - 1];
    const place = (values, first) => { const out = xs.map(() => null); values.forEach((v, i) => { if (first + i < out.length) out[first + i] = v; }); return out; };
    const size = data.x.length > 250 ? 4 : 6;
    const columns = [place(data.total, 0), place(last ? last.fitTotal : [], 0), place(all[0].values, from), place(now.values, from), place(now.high, from), place(now.low, from)];
    const series = [
      Charts.dots("Observed", "ink", false, size), Charts.line("Twin, fitted", "blue", 1.8), Charts.line("Nothing changed", "blue", 2, [6, 4]), Charts.line(now.name, "orange", 2.8),
      Charts.edge("All twins", u => u.data[6]), Charts.hidden("lower"),
    ];
    const wide = now.low.some((v, i) => v !== now.high[i]);
    const first = Math.max(0, from - 10 * data.horizon), end = Math.min(xs.length - 1, from + all[0].values.length);
    Charts.draw(host, {
      data: [xs].concat(wide ? columns : columns.slice(0, 4)), series: wide ? series : series.slice(0, 4), axis: data.axis, dates: data.dates,
      bands: wide ? [{ series: [5, 6], fill: () => Charts.colour("band") }] : [], range: [xs[first], xs[end]], plugins: [Charts.originRule(xs[from], "from here")],
    });
  }

  // One axis of time for the parameters and what the twin was given: from the first step to the end of the forecast.
  function time(o) {
    const last = Math.min(data.x.length - 1, o.step + data.horizon - 1), pad = (data.x[last] - data.x[0]) * .01;
    return pad > 0 ? [data.x[0] - pad, data.x[last] + pad] : undefined;
  }

  function parameters() {
    const o = origin();
    for (const host of document.querySelectorAll(".parameter")) {
      const s = o && o.series[host.dataset.index];
      if (!s) { host.replaceChildren(); host.options = null; continue; }
      const xs = s.steps.map(i => data.x[Math.min(i, data.x.length - 1)]);
      const wide = s.columns.length > 1, mean = s.steps.map((_, i) => average(s.columns.map(c => c[i])));
      const main = wide && state.place >= 0 ? s.columns[state.place] : wide ? mean : s.columns[0] || [];
      const name = wide ? (state.place >= 0 ? data.places[state.place] : "Mean of places") : "Value";
      const cut = s.steps.findIndex(i => i >= o.step), end = cut < 0 ? s.steps.length : cut;
      const learned = main.map((v, i) => i < end ? v : null), beyond = main.map((v, i) => i >= end - 1 ? v : null);
      const columns = [learned], series = [Charts.line(name, "blue", 2.2)];
      if (cut >= 0) { columns.push(beyond); series.push(Charts.line(name + ", continued", "orange", 2.2, [7, 4])); }
      if (wide) {
        for (const [q, label] of [[.1, "A tenth of places below"], [.9, "A tenth of places above"]]) {
          columns.push(s.steps.map((_, i) => quantile(s.columns.map(c => c[i]), q)));
          series.push(Charts.line(label, "quiet", 1, [2, 3]));
        }
      }
      const plugins = [Charts.originRule(data.x[Math.min(o.step, data.x.length - 1)], "origin")];
      if (s.name === "reproduction number") plugins.push(Charts.levelRule(1, "one"));
      Charts.draw(host, { data: [xs].concat(columns), series, axis: host.dataset.axis, dates: data.dates, plugins, range: time(o), height: 240 });
      const table = document.querySelector(".parameter-table[data-index='" + host.dataset.index + "']");
      fill(table, series.map(x => x.label), columns, xs);
    }
  }

  // What the twin was given: solid as far as it saw, dotted what came later.
  function covariates() {
    const o = origin();
    for (const host of document.querySelectorAll(".covariate")) {
      const c = data.covariates[host.dataset.index];
      if (!c || !o) continue;
      const end = c.ahead ? data.x.length : o.step, full = shifted(c.values, 0);
      const columns = [full.map((v, i) => i < end ? v : null)], series = [Charts.line(c.ahead ? "Given" : "Before the origin", "blue", 1.8)];
      if (full.some((v, i) => i >= end && v !== null)) { columns.push(full.map((v, i) => i >= end - 1 ? v : null)); series.push(Charts.line("After it, not seen", "quiet", 1.6, [2, 3])); }
      Charts.draw(host, { data: [data.x].concat(columns), series, axis: host.dataset.axis, dates: data.dates, plugins: [Charts.originRule(data.x[Math.min(o.step, data.x.length - 1)], "origin")], range: time(o), height: 190 });
      fill(document.querySelector(".covariate-table[data-index='" + host.dataset.index + "']"), series.map(x => x.label), columns);
    }
  }

  function search() {
    const host = document.getElementById("search-chart");
    if (!host || !data.candidates.length) return;
    let best = Infinity, sum = 0, count = 0;
    const xs = [], score = [], chosen = [], low = [], mean = [];
    for (const c of data.candidates) {
      if (c.score !== null) { best = Math.min(best, c.score); sum += c.score; count++; }
      xs.push(c.n); score.push(c.winner ? null : c.score); chosen.push(c.winner ? c.score : null);
      low.push(count ? best : null); mean.push(count ? sum / count : null);
    }
    // Candidates that fit hundreds of times worse would flatten all others.
    const scores = data.candidates.map(c => c.score).filter(v => v !== null);
    const log = scores.length > 1 && Math.min(...scores) > 0 && Math.max(...scores) > 20 * Math.min(...scores);
    const stepped = Object.assign(Charts.line("Best so far", "blue", 2), { paths: uPlot.paths.stepped({ align: 1 }) });
    Charts.draw(host, {
      data: [xs, mean, low, score, chosen], axis: "RMSE", xLabel: "candidate", xName: "Candidate", log, whole: true, include: data.naiveError, height: 300, range: [.5, Math.max(1, ...xs) + .5],
      series: [Charts.line("Mean so far", "green", 1.4, [6, 4]), stepped, Charts.dots("Scored", "ink", false, 7), Charts.dots("Chosen", "orange", true, 10)],
      plugins: [Charts.crosses(data.candidates.filter(c => c.score === null).map(c => c.n))].concat(data.naiveError ? [Charts.levelRule(data.naiveError, "best naive forecast")] : []),
    });
  }

  function multiples() {
    const grid = document.getElementById("multiples");
    if (!grid) return;
    const o = origin(), last = data.x.length - 1;
    const from = o && !state.all ? Math.max(0, o.step - 10 * data.horizon) : 0, to = o && !state.all ? Math.min(last, o.step + 2 * data.horizon) : last;
    grid.replaceChildren(...data.places.map((name, p) => {
      const button = document.createElement("button"), seen = data.observed[p] || [];
      button.type = "button";
      button.setAttribute("aria-pressed", String(state.place === p));
      const label = document.createElement("span"), peak = document.createElement("span");
      label.textContent = name;
      const window = seen.slice(from, to + 1).filter(v => v !== null), twin = o ? o.fit[p].concat(o.forecast[p]) : [];
      const top = Math.max(1e-9, ...window, ...twin.slice(from, to + 1).filter(v => v !== null));
      peak.className = "peak";
      peak.textContent = window.length ? "peak " + Charts.number(Math.max(...window)) : "no data";
      button.append(label, spark(seen, twin, from, to, top, o), peak);
      button.addEventListener("click", () => { state.place = state.place === p ? -1 : p; update(); document.getElementById("forecast").scrollIntoView({ block: "start" }); });
      return button;
    }));
  }

  function spark(seen, twin, from, to, top, o) {
    const ns = "http://www.w3.org/2000/svg", w = 140, h = 54, svg = document.createElementNS(ns, "svg");
    const x = i => ((i - from) / Math.max(1, to - from) * (w - 4) + 2).toFixed(1), y = v => (h - 2 - v / top * (h - 6)).toFixed(1);
    svg.setAttribute("viewBox", "0 0 " + w + " " + h);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    const add = (d, name) => { const e = document.createElementNS(ns, "path"); e.setAttribute("d", d); e.setAttribute("class", name); svg.append(e); };
    add("M0 " + (h - 1.5) + "H" + w, "spark-base");
    let points = "", path = "", pen = false;
    for (let i = from; i <= to; i++) {
      if (seen[i] !== null && seen[i] !== undefined) points += "M" + x(i) + " " + y(seen[i]) + "m-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0";
      const v = twin[i];
      if (v !== null && v !== undefined) { path += (pen ? "L" : "M") + x(i) + " " + y(v); pen = true; } else pen = false;
    }
    if (o) add("M" + x(o.step) + " 0V" + h, "spark-rule");
    add(points, "spark-seen");
    add(path, "spark-twin");
    return svg;
  }

  // Rows are made when the table is opened, or before printing.
  function fill(details, names, columns, xs) {
    if (!details) return;
    details.rows = () => {
      const table = document.createElement("table"), head = table.createTHead().insertRow(), body = table.createTBody();
      [data.dates ? "Date" : data.step].concat(names).forEach((n, i) => { const th = document.createElement("th"); th.scope = "col"; th.textContent = n; if (i) th.className = "n"; head.append(th); });
      (xs || data.x).forEach((x, i) => {
        if (columns.every(c => c[i] === null || c[i] === undefined)) return;
        const row = body.insertRow();
        row.insertCell().textContent = data.dates ? Charts.date(x) : x;
        for (const c of columns) { const cell = row.insertCell(); cell.className = "n"; cell.textContent = Charts.number(c[i]); }
      });
      details.querySelector(".scroll").replaceChildren(table);
    };
    if (details.open) details.rows();
  }

  const known = values => values.filter(v => v !== null && v !== undefined);
  function average(values) { const k = known(values); return k.length ? k.reduce((a, b) => a + b, 0) / k.length : null; }
  function quantile(values, q) { const k = known(values).sort((a, b) => a - b); return k.length ? k[Math.round(q * (k.length - 1))] : null; }

  // Samples: predicted against measured with the line of equality, and what is left over against descriptors.
  function samples() {
    const host = document.getElementById("sample-chart"), s = data.samples;
    if (!host || !s) return;
    const named = order => (u, v, i) => v === null || v === undefined || i === null || i === undefined ? "" : order[i] + ", " + Charts.number(v);
    const columns = [s.measured, s.measured, s.predicted], series = [Charts.line("Equal", "quiet", 1.2, [6, 4]), Charts.dots("Predicted", "orange", true, 7)];
    if (s.naive.some(v => v !== null)) { columns.push(s.naive); series.splice(1, 0, Charts.dots(s.naiveName, "green", false, 6)); columns.splice(2, 0, columns.pop()); }
    const low = Math.min(...known(s.measured)), high = Math.max(...known(s.measured)), pad = (high - low) * .03 || 1;
    Charts.draw(host, { data: columns, series, axis: "predicted, " + data.axis, xLabel: "measured, " + data.axis, xName: "Measured", xValue: named(s.names), dates: false, range: [low - pad, high + pad], height: 440 });
    for (const place of document.querySelectorAll(".sample-residuals")) {
      const a = s.against[place.dataset.index];
      if (!a) continue;
      const order = a.values.map((v, i) => i).filter(i => a.values[i] !== null && s.predicted[i] !== null).sort((p, q) => a.values[p] - a.values[q]);
      const xs = order.map(i => a.values[i]), left = order.map(i => s.predicted[i] - s.measured[i]), room = xs.length ? (xs[xs.length - 1] - xs[0]) * .03 || 1 : 1;
      Charts.draw(place, {
        data: [xs, left], series: [Charts.dots("Predicted less measured", "blue", true, 6)], axis: "difference, " + data.axis, xLabel: a.axis, xName: a.name, xValue: named(order.map(i => s.names[i])),
        dates: false, range: [xs[0] - room, xs[xs.length - 1] + room], plugins: [Charts.levelRule(0, "")], height: 260,
      });
    }
  }

  const title = (document.getElementById("forecast-title") || { textContent: "" }).textContent;
  const listeners = [];
  function update() { forecast(); samples(); multiples(); parameters(); covariates(); scenarios(); listeners.forEach(f => f()); }

  return { data, state, many, update, search, onUpdate: f => listeners.push(f) };
})();
