// Drawing with uPlot: colours from the style sheet, dates as people write them, hollow and solid points, dashes beyond the origin.
"use strict";
const Charts = (() => {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  function number(v) {
    if (v === null || v === undefined || !isFinite(v)) return "–";
    if (v === 0) return "0";
    const e = Math.floor(Math.log10(Math.abs(v)));
    if (e < -4 || e > 11) return v.toExponential(1).replace("e", " × 10^");
    return Number(v.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: Math.max(0, 2 - e), minimumFractionDigits: 0 });
  }

  function hovered(v) { return v === null || v === undefined ? "" : number(v); }

  function date(seconds) {
    const d = new Date(seconds * 1000);
    return d.getUTCDate() + " " + months[d.getUTCMonth()] + " " + d.getUTCFullYear();
  }

  // The year only where it changes or comes first: ticks stay short.
  function dateTicks(u, ticks) {
    let year = null;
    const long = ticks.length > 1 && ticks[1] - ticks[0] >= 27 * 86400;
    return ticks.map(t => {
      const d = new Date(t * 1000), y = d.getUTCFullYear();
      const head = long ? months[d.getUTCMonth()] : d.getUTCDate() + " " + months[d.getUTCMonth()];
      const text = y === year ? head : head + "\n" + y;
      year = y;
      return text;
    });
  }

  function font() { return "12px system-ui, sans-serif"; }

  // A vertical rule at the origin, what lies beyond it shaded.
  function originRule(at, label) {
    return {
      hooks: {
        drawClear: u => {
          if (at === null) return;
          const c = u.ctx, x = Math.max(u.bbox.left, u.valToPos(at, "x", true)), right = u.bbox.left + u.bbox.width;
          if (x < right) { c.save(); c.fillStyle = colour("shade"); c.fillRect(x, u.bbox.top, right - x, u.bbox.height); c.restore(); }
        },
        draw: u => {
          if (at === null) return;
          const c = u.ctx, r = devicePixelRatio, x = u.valToPos(at, "x", true);
          if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
          c.save();
          c.strokeStyle = colour("quiet"); c.lineWidth = r; c.setLineDash([]);
          c.beginPath(); c.moveTo(x, u.bbox.top); c.lineTo(x, u.bbox.top + u.bbox.height); c.stroke();
          c.fillStyle = colour("quiet"); c.font = 12 * r + "px system-ui, sans-serif";
          const near = x - u.bbox.left > 70 * r;
          c.textAlign = near ? "right" : "left";
          c.fillText(label, x + (near ? -5 : 5) * r, u.bbox.top + 12 * r);
          c.restore();
        },
      },
    };
  }

  function levelRule(at, label) {
    return { hooks: { draw: u => {
      const c = u.ctx, r = devicePixelRatio, y = u.valToPos(at, "y", true);
      if (y < u.bbox.top || y > u.bbox.top + u.bbox.height) return;
      c.save();
      c.strokeStyle = colour("ink"); c.lineWidth = r; c.setLineDash([2 * r, 3 * r]);
      c.beginPath(); c.moveTo(u.bbox.left, y); c.lineTo(u.bbox.left + u.bbox.width, y); c.stroke();
      c.fillStyle = colour("quiet"); c.font = 11 * r + "px system-ui, sans-serif"; c.textAlign = "left"; c.textBaseline = "bottom";
      c.fillText(label, u.bbox.left + 4 * r, y - 2 * r);
      c.restore();
    } } };
  }

  // Crosses along the lower edge: candidates without a score.
  function crosses(xs) {
    return { hooks: { draw: u => {
      const c = u.ctx, r = devicePixelRatio, y = u.bbox.top + u.bbox.height - 9 * r, s = 4 * r;
      c.save(); c.strokeStyle = colour("orange"); c.lineWidth = 1.8 * r; c.setLineDash([]);
      for (const v of xs) {
        const x = u.valToPos(v, "x", true);
        c.beginPath(); c.moveTo(x - s, y - s); c.lineTo(x + s, y + s); c.moveTo(x - s, y + s); c.lineTo(x + s, y - s); c.stroke();
      }
      c.restore();
    } } };
  }

  function line(label, name, width, dash) {
    return { label, class: dash ? "key-dash" : "key-line", stroke: () => colour(name), width, dash, points: { show: false }, value: (u, v) => hovered(v), spanGaps: false };
  }

  function dots(label, name, solid, size) {
    return {
      label, class: solid ? "key-solid" : "key-hollow", stroke: () => colour(name), paths: () => null, value: (u, v) => hovered(v),
      points: { show: true, size: size || 6, width: 1.2, stroke: () => colour(name), fill: () => colour(solid ? name : "paper") },
    };
  }

  // The upper edge of a band, whose legend tells both; and the lower one, which has none.
  function edge(label, low) {
    const span = (u, v, s, i) => v === null || v === undefined || i === null ? "" : number(low(u)[i]) + " to " + number(v);
    return { label, class: "key-band", stroke: "transparent", fill: undefined, width: 0, points: { show: false }, value: span, spanGaps: false };
  }

  function hidden(label) {
    return { label, class: "key-hidden", stroke: "transparent", width: 0, points: { show: false }, value: () => "", spanGaps: false };
  }

  // One chart; draws anew when its place changes width. o: series, data, axis, dates, log, plugins, range, height.
  function draw(host, o) {
    if (host.plot) host.plot.destroy();
    host.replaceChildren();
    const width = Math.max(260, host.clientWidth), narrow = width < 520;
    const axis = { stroke: () => colour("quiet"), font: font(), grid: { stroke: () => colour("rule"), width: 1 }, ticks: { stroke: () => colour("rule"), width: 1, size: 5 } };
    const values = [].concat(...o.data.slice(1)).filter(v => v !== null && v !== undefined && (!o.log || v > 0));
    const low = values.length ? Math.min(...values) : 0, high = values.length ? Math.max(...values) : 1;
    host.plot = new uPlot({
      width, height: o.height || (narrow ? 300 : 380),
      padding: [14, o.dates ? 26 : 12, 0, 0],
      tzDate: ts => uPlot.tzDate(new Date(ts * 1000), "Etc/UTC"),
      scales: {
        x: { time: o.dates, range: o.range ? () => [o.range[0], o.range[1]] : undefined },
        y: o.log ? { distr: 3, range: [Math.pow(10, Math.floor(Math.log10(low || 1e-3))), high * 1.3] }
          : { range: (u, a, b) => { const [lo, top] = visible(u), hi = Math.max(top, o.include || 0); return [Math.min(0, lo) * 1.08, hi > 0 ? hi * 1.08 : 1]; } },
      },
      axes: [
        Object.assign({}, axis, { size: o.dates ? 44 : 34, space: narrow ? 60 : 80, values: o.dates ? dateTicks : undefined, incrs: o.whole ? [1, 2, 5, 10, 20, 50, 100, 200, 500] : undefined, label: o.xLabel, labelFont: font(), labelSize: o.xLabel ? 18 : 0 }),
        Object.assign({}, axis, { size: narrow ? 52 : 62, values: (u, t) => t.map(v => v === null || (o.log && Math.abs(Math.log10(v) % 1) > 1e-6) ? "" : number(v)), label: o.axis, labelFont: font(), labelSize: 20, labelGap: 2 }),
      ],
      series: [{ label: o.dates ? "Date" : o.xName || "Step", value: o.xValue ? (u, v, s, i) => o.xValue(u, v, i) : (u, v) => v === null || v === undefined ? "" : o.dates ? date(v) : String(v) }].concat(o.series),
      bands: (o.bands || []).map(b => ({ series: b.series, fill: b.fill() })),
      cursor: { drag: { x: true, y: false }, points: { size: (u, i) => i && /key-(band|hidden)/.test(o.series[i - 1].class) ? 0 : 7 } },
      legend: { live: true, markers: { fill: (u, i) => o.series[i - 1].class === "key-solid" ? o.series[i - 1].stroke() : o.series[i - 1].class === "key-band" ? layers(o.series, i) : "transparent" } },
      plugins: o.plugins || [],
    }, o.data, host);
    host.options = o;
    return host.plot;
  }

  // Bands lie on each other, the narrowest on top of all: its key is as dark as its part of the picture.
  function layers(series, upTo) {
    const one = colour("band");
    return Array(series.slice(0, upTo).filter(s => s.class === "key-band").length).fill("linear-gradient(" + one + "," + one + ")").join(",");
  }

  function visible(u) {
    const [a, b] = u.series[0].idxs || [0, u.data[0].length - 1];
    let lo = Infinity, hi = -Infinity;
    for (let s = 1; s < u.data.length; s++) {
      if (u.series[s].show === false) continue;
      for (let i = a; i <= b; i++) {
        const v = u.data[s][i];
        if (v !== null && v !== undefined) { if (v < lo) lo = v; if (v > hi) hi = v; }
      }
    }
    return lo <= hi ? [lo, hi] : [0, 1];
  }

  function redraw() { for (const host of document.querySelectorAll(".chart")) if (host.options) draw(host, host.options); }

  return { draw, redraw, line, dots, edge, hidden, originRule, levelRule, crosses, number, date, colour };
})();
