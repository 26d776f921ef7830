(() => {
"use strict";
const root = document.documentElement;
root.classList.add("js");
const data = JSON.parse(document.getElementById("data").textContent);
const {labels, villages, warehouses, flows, transfers, needs, days} = data;
const $ = id => document.getElementById(id);

// Numbers, as the rest of the page writes them: halves go to the even digit, as in Python.
const shapes = text => data.eastern
  ? text.replace(/[0-9.,%]/g, c => c === "." ? "٫" : c === "," ? "٬" : c === "%" ? "٪" : "٠١٢٣٤٥٦٧٨٩"[c]) : text;
const fixed = (value, digits) => {
  const scale = 10 ** digits, big = value * scale, low = Math.floor(big);
  const even = big - low === 0.5 && Number.isSafeInteger(low * 2) ? (low % 2 ? low + 1 : low) / scale : value;
  return even.toFixed(digits);
};
const number = (value, digits = 0) => {
  const [whole, rest] = fixed(value, digits).split(".");
  return shapes(whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : ""));
};
const share = value => {
  const percent = 100 * value;
  if (percent >= 99.95 && percent < 100) return shapes("99.9%");
  if (percent > 0 && percent < 0.05) return shapes("<0.1%");
  return shapes((percent === Math.trunc(percent) ? fixed(percent, 0) : fixed(percent, 1)) + "%");
};
const exact = value => shapes(String(+value.toFixed(2)).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ","));
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => key in values ? values[key] : all);
const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};
const bdi = text => make("bdi", {text});

// What each village needs, and gets by the end of each day.
const count = villages.id.length, last = days.length;
const needed = new Float64Array(count), served = new Float64Array(count), worst = new Float64Array(count).fill(Infinity);
needs.v.forEach((v, i) => {
  needed[v] += needs.n[i]; served[v] += needs.s[i];
  worst[v] = Math.min(worst[v], needs.n[i] ? needs.s[i] / needs.n[i] : 1);
});
const byDay = Array.from({length: last}, () => []), transfersByDay = Array.from({length: last}, () => []);
flows.d.forEach((d, i) => byDay[d].push(i));
transfers.d.forEach((d, i) => transfersByDay[d].push(i));
const dayTotals = byDay.map(list => list.reduce((sum, i) => sum + flows.q[i], 0));
const until = new Map();
const servedUntil = day => {
  if (day < 0) return served;
  if (!until.has(day)) {
    const sums = new Float64Array(count);
    for (let d = 0; d <= day; d++) for (const i of byDay[d]) sums[flows.v[i]] += flows.q[i];
    until.set(day, sums);
  }
  return until.get(day);
};
const ratioOf = (s, n) => n ? s / n : 1;
const areaName = code => data.areas[code] || code;

// Theme
const theme = $("theme"), prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
const nameTheme = () => { theme.textContent = isDark() ? labels.light : labels.dark; };
theme.hidden = false;
nameTheme();
theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; nameTheme(); draw(); });
prefersDark.addEventListener("change", () => { nameTheme(); draw(); });
let onScreen;
addEventListener("beforeprint", () => { onScreen = root.dataset.theme; root.dataset.theme = "light"; if (box) paint(); });
addEventListener("afterprint", () => { if (onScreen) root.dataset.theme = onScreen; else delete root.dataset.theme; draw(); });

// Map
const STOPS = ["440154", "46327e", "365c8d", "277f8e", "1fa187", "4ac16d", "a0da39", "fde725"]
  .map(hex => [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16)));
const colour = ratio => {
  const at = Math.min(Math.max(ratio, 0), 1) * (STOPS.length - 1), low = Math.min(Math.floor(at), STOPS.length - 2);
  return `rgb(${STOPS[low].map((part, i) => Math.round(part + (STOPS[low + 1][i] - part) * (at - low))).join(",")})`;
};
const canvas = $("map"), pen = canvas.getContext("2d"), tip = $("tip");
const placed = [...villages.lat.keys()].filter(v => villages.lat[v] !== null);
const stores = [...warehouses.lat.keys()].filter(w => warehouses.lat[w] !== null);
const lats = [...placed.map(v => villages.lat[v]), ...stores.map(w => warehouses.lat[w])];
const lons = [...placed.map(v => villages.lon[v]), ...stores.map(w => warehouses.lon[w])];
const box = lats.length ? [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] : null;
const squeeze = box ? Math.cos((box[1] + box[3]) / 2 * Math.PI / 180) : 1;
let day = -1, picked = -1, zoom = 1, shift = [0, 0], width = 0, height = 0, base = 1;
const X = lon => width / 2 + ((lon - (box[0] + box[2]) / 2) * squeeze * base + shift[0]) * zoom;
const Y = lat => height / 2 - ((lat - (box[1] + box[3]) / 2) * base - shift[1]) * zoom;
const biggest = Math.max(1, ...needed), most = Math.max(1, ...warehouses.out);
const density = Math.min(1.6, Math.max(0.55, Math.sqrt(600 / Math.max(count, 1))));
const radius = v => (2 + 6 * Math.sqrt(needed[v] / biggest)) * density * Math.min(Math.sqrt(zoom), 2.2);
const side = w => (5 + 9 * Math.sqrt(warehouses.out[w] / most)) * Math.min(Math.sqrt(zoom), 1.8) * Math.max(density, 0.8);
let drawing = false;
function draw() {
  if (drawing || !box) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; paint(); });
}
function paint() {
  const rect = canvas.getBoundingClientRect(), dense = Math.min(devicePixelRatio || 1, 2);
  width = rect.width; height = rect.height;
  if (!width) return;
  if (canvas.width !== Math.round(width * dense)) { canvas.width = Math.round(width * dense); canvas.height = Math.round(height * dense); }
  if (canvas.height !== Math.round(height * dense)) canvas.height = Math.round(height * dense);
  base = Math.min((width - 48) / Math.max((box[2] - box[0]) * squeeze, 0.02), (height - 48) / Math.max(box[3] - box[1], 0.02));
  const css = getComputedStyle(root), tone = name => css.getPropertyValue(name).trim();
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.fillStyle = tone("--map"); pen.fillRect(0, 0, width, height);
  pen.lineJoin = pen.lineCap = "round";
  for (const outline of data.outlines) {
    pen.beginPath();
    for (const ring of outline.rings) {
      for (let i = 0; i < ring.length; i += 2) pen[i ? "lineTo" : "moveTo"](X(ring[i]), Y(ring[i + 1]));
      pen.closePath();
    }
    pen.fillStyle = tone("--land"); pen.fill("evenodd"); pen.strokeStyle = tone("--edge"); pen.lineWidth = 1; pen.stroke();
  }
  pen.strokeStyle = tone("--road"); pen.lineWidth = 1.6; pen.beginPath();
  for (let i = 0; i < data.roads.length; i += 4) {
    pen.moveTo(X(data.roads[i]), Y(data.roads[i + 1])); pen.lineTo(X(data.roads[i + 2]), Y(data.roads[i + 3]));
  }
  pen.stroke();
  paintFlows(tone);
  const sums = servedUntil(day);
  pen.strokeStyle = tone("--rim");
  for (const v of placed) {
    pen.beginPath(); pen.arc(X(villages.lon[v]), Y(villages.lat[v]), radius(v), 0, 7);
    pen.fillStyle = colour(ratioOf(sums[v], needed[v])); pen.fill(); pen.lineWidth = 0.8; pen.stroke();
  }
  for (const w of stores) {
    const half = side(w) / 2, x = X(warehouses.lon[w]), y = Y(warehouses.lat[w]);
    pen.fillStyle = tone("--ink"); pen.strokeStyle = tone("--surface"); pen.lineWidth = 1.5;
    pen.fillRect(x - half, y - half, 2 * half, 2 * half); pen.strokeRect(x - half, y - half, 2 * half, 2 * half);
  }
  if (picked >= 0 && villages.lat[picked] !== null) {
    pen.beginPath(); pen.arc(X(villages.lon[picked]), Y(villages.lat[picked]), radius(picked) + 4, 0, 7);
    pen.strokeStyle = tone("--flow"); pen.lineWidth = 3; pen.stroke();
  }
  paintNames(tone);
  paintScale(tone);
}
let sumsOfFlows = null;
function laneSums() {
  if (sumsOfFlows) return sumsOfFlows;
  const sums = new Map();
  flows.d.forEach((_, i) => { const key = flows.w[i] * count + flows.v[i]; sums.set(key, (sums.get(key) || 0) + flows.q[i]); });
  return sumsOfFlows = [...sums].map(([key, q]) => [Math.floor(key / count), key % count, q]);
}
function paintFlows(tone) {
  const list = day < 0 ? laneSums() : byDay[day].map(i => [flows.w[i], flows.v[i], flows.q[i]]);
  const top = Math.max(1, ...(list.length < 50000 ? list.map(row => row[2]) : [1000]));
  pen.strokeStyle = tone("--flow");
  for (const [w, v, q] of list) {
    if (warehouses.lat[w] === null || villages.lat[v] === null) continue;
    const mine = picked >= 0 && v === picked;
    pen.globalAlpha = mine ? 1 : picked >= 0 ? 0.08 : day < 0 ? 0.4 : 0.7;
    pen.lineWidth = (day < 0 ? 0.5 + 1.5 * q / top : 0.8 + 3 * q / top) + (mine ? 1.5 : 0);
    pen.beginPath(); pen.moveTo(X(warehouses.lon[w]), Y(warehouses.lat[w])); pen.lineTo(X(villages.lon[v]), Y(villages.lat[v])); pen.stroke();
  }
  const moved = day < 0 ? transfers.d.map((_, i) => i) : transfersByDay[day];
  const largest = Math.max(1, ...moved.map(i => transfers.q[i]));
  pen.strokeStyle = tone("--transfer"); pen.setLineDash([6, 5]);
  for (const i of moved) {
    const a = transfers.w[i], b = transfers.t[i];
    if (warehouses.lat[a] === null || warehouses.lat[b] === null) continue;
    pen.globalAlpha = day < 0 ? 0.3 : 0.85; pen.lineWidth = 1 + 2.5 * transfers.q[i] / largest;
    pen.beginPath(); pen.moveTo(X(warehouses.lon[a]), Y(warehouses.lat[a])); pen.lineTo(X(warehouses.lon[b]), Y(warehouses.lat[b])); pen.stroke();
  }
  pen.setLineDash([]); pen.globalAlpha = 1;
}
const centres = (() => {
  const found = new Map();
  for (const v of placed) {
    const own = found.get(villages.gov[v]) || [0, 0, 0];
    own[0] += villages.lon[v]; own[1] += villages.lat[v]; own[2]++; found.set(villages.gov[v], own);
  }
  return [...found].sort((a, b) => b[1][2] - a[1][2]).map(([code, [lon, lat, n]]) => [areaName(code), lon / n, lat / n]);
})();
function label(text, x, y, size, tone, bold) {
  pen.font = `${bold ? 700 : 400} ${size}px "Noto Sans","Noto Sans Arabic",sans-serif`;
  pen.textAlign = "center"; pen.direction = data.rtl ? "rtl" : "ltr";
  pen.lineWidth = 4; pen.strokeStyle = tone("--map"); pen.strokeText(text, x, y);
  pen.fillStyle = tone("--ink"); pen.fillText(text, x, y);
}
function paintNames(tone) {
  const taken = [];
  const free = (text, x, y, size) => {  // the name with more villages stays, the other waits for the zoom
    pen.font = `700 ${size}px "Noto Sans","Noto Sans Arabic",sans-serif`;
    const half = pen.measureText(text).width / 2, box = [x - half, y - size, x + half, y + 4];
    if (taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return false;
    taken.push(box);
    return true;
  };
  if (centres.length > 1) for (const [name, lon, lat] of centres) if (free(name, X(lon), Y(lat), 15)) label(name, X(lon), Y(lat), 15, tone, true);
  if (stores.length * 90 < width * zoom * 1.6) for (const w of stores) {
    const x = X(warehouses.lon[w]), y = Y(warehouses.lat[w]);
    if (x > 0 && x < width && y > 0 && y < height && free(warehouses.name[w], x, y - side(w) / 2 - 5, 11)) label(warehouses.name[w], x, y - side(w) / 2 - 5, 11, tone, false);
  }
}
function paintScale(tone) {
  const perKm = base * zoom / 111.195, wish = 110 / perKm, power = 10 ** Math.floor(Math.log10(wish));
  const km = [5, 2, 1].map(n => n * power).find(n => n <= wish) || power, long = km * perKm, y = height - 16;
  pen.strokeStyle = tone("--ink"); pen.lineWidth = 2; pen.beginPath(); pen.moveTo(16, y - 5); pen.lineTo(16, y); pen.lineTo(16 + long, y); pen.lineTo(16 + long, y - 5); pen.stroke();
  label(fill(labels.km, {km: exact(km)}), 16 + long / 2, y - 6, 11, tone, false);
}
function nearest(x, y) {
  let best = null, least = 18;
  for (const w of stores) { const gap = Math.hypot(X(warehouses.lon[w]) - x, Y(warehouses.lat[w]) - y) - side(w) / 2; if (gap < least && gap < 4) { least = gap; best = ["w", w]; } }
  for (const v of placed) { const gap = Math.hypot(X(villages.lon[v]) - x, Y(villages.lat[v]) - y) - radius(v); if (gap < least) { least = gap; best = ["v", v]; } }
  return best;
}
function point(event) { const rect = canvas.getBoundingClientRect(); return [event.clientX - rect.left, event.clientY - rect.top]; }
function showTip(x, y) {
  const found = nearest(x, y);
  tip.hidden = !found;
  if (!found) return;
  const [kind, i] = found;
  if (kind === "v") {
    const sum = servedUntil(day)[i];
    tip.replaceChildren(make("b", {}, bdi(villages.name[i])), `${areaName(villages.gov[i])} · ${villages.id[i]}`, make("br"),
      `${labels.coverage}: ${share(ratioOf(sum, needed[i]))} (${number(sum)} / ${number(needed[i])})`);
  } else {
    tip.replaceChildren(make("b", {}, bdi(warehouses.name[i])), bdi(warehouses.owner[i]), make("br"), fill(labels.stock_out, {parcels: number(warehouses.out[i])}));
  }
  tip.style.left = `${Math.min(x + 14, width - tip.offsetWidth - 6)}px`;
  tip.style.top = `${Math.max(6, Math.min(y + 14, height - tip.offsetHeight - 6))}px`;
}
function rescale(factor, x = width / 2, y = height / 2) {
  const before = zoom;
  zoom = Math.min(Math.max(zoom * factor, 1), 60);
  shift[0] += (x - width / 2) * (1 / zoom - 1 / before); shift[1] += (y - height / 2) * (1 / zoom - 1 / before);
  if (zoom === 1) shift = [0, 0];
  draw();
}
if (box) {
  const held = new Map();
  let dragged = 0, spread = 0;
  canvas.addEventListener("pointerdown", event => { held.set(event.pointerId, point(event)); canvas.setPointerCapture(event.pointerId); dragged = 0; spread = 0; });
  canvas.addEventListener("pointermove", event => {
    const [x, y] = point(event), before = held.get(event.pointerId);
    if (!before) { showTip(x, y); return; }
    held.set(event.pointerId, [x, y]); tip.hidden = true;
    if (held.size === 1) { shift[0] += (x - before[0]) / zoom; shift[1] += (y - before[1]) / zoom; dragged += Math.abs(x - before[0]) + Math.abs(y - before[1]); draw(); return; }
    const [a, b] = [...held.values()], wide = Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (spread) rescale(wide / spread, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
    spread = wide; dragged = 99;
  });
  const let_go = event => { if (held.delete(event.pointerId) && dragged < 6) { const found = nearest(...point(event)); if (found && found[0] === "v") pick(found[1]); else if (!found) pick(-1); } };
  canvas.addEventListener("pointerup", let_go);
  canvas.addEventListener("pointercancel", event => held.delete(event.pointerId));
  canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
  canvas.addEventListener("wheel", event => { if (event.ctrlKey || event.metaKey || zoom > 1 || event.deltaY < 0) { event.preventDefault(); rescale(Math.exp(-event.deltaY / 300), ...point(event)); } }, {passive: false});
  canvas.addEventListener("keydown", event => {
    const step = 60 / zoom, moves = {ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]};
    if (moves[event.key]) { shift[0] += moves[event.key][0]; shift[1] += moves[event.key][1]; }
    else if (event.key === "+" || event.key === "=") rescale(1.4); else if (event.key === "-") rescale(1 / 1.4); else return;
    event.preventDefault(); draw();
  });
  for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => {
    if (button.dataset.zoom === "all") { zoom = 1; shift = [0, 0]; draw(); } else rescale(button.dataset.zoom === "in" ? 1.6 : 1 / 1.6);
  });
  new ResizeObserver(draw).observe(canvas);
  if (document.fonts) document.fonts.ready.then(draw);
} else document.querySelector(".mapbox").hidden = true;

// A village by itself
const idle = $("picked").firstElementChild;
function pick(v, jump = false) {
  picked = v;
  draw();
  if (v < 0) { $("picked").replaceChildren(idle); return; }
  const rows = [];
  flows.v.forEach((at, i) => { if (at === v) rows.push(i); });
  const body = rows.map(i => make("tr", {}, make("td", {text: days[flows.d[i]][2]}), make("td", {}, bdi(warehouses.name[flows.w[i]])),
    make("td", {}, bdi(data.parcels[flows.p[i]])), make("td", {class: "num", text: number(flows.q[i])})));
  const parts = needs.v.map((at, i) => at === v ? i : -1).filter(i => i >= 0).map(i =>
    make("p", {class: "note"}, bdi(data.parcels[needs.p[i]]), `: ${number(needs.s[i])} / ${number(needs.n[i])} (${share(ratioOf(needs.s[i], needs.n[i]))})`));
  $("picked").replaceChildren(make("h3", {}, bdi(villages.name[v]), " ", make("small", {}, bdi(villages.alt[v]))),
    make("p", {class: "note", text: `${areaName(villages.gov[v])} · ${villages.id[v]}`}), ...parts,
    body.length ? make("table", {}, make("thead", {}, make("tr", {}, ...[labels.day, labels.from, labels.parcel].map(text => make("th", {scope: "col", text})), make("th", {scope: "col", class: "num", text: labels.parcels}))), make("tbody", {}, ...body))
      : make("p", {text: labels.none}));
  if (jump) $("map-h").scrollIntoView();
}

// Days
const slider = $("day"), play = $("play"), daily = $("daily");
const topDay = Math.max(1, ...dayTotals);
days.forEach(([, long, , hijri], d) => daily.append(make("button", {type: "button", title: `${long} · ${number(dayTotals[d])}`, "aria-label": `${long}, ${hijri}: ${number(dayTotals[d])} ${labels.parcels}`, "aria-pressed": "false",
  onclick: () => setDay(day === d ? -1 : d)}, make("i", {style: `height:${100 * dayTotals[d] / topDay}%`}))));
function setDay(d) {
  day = d;
  slider.value = String(d + 1);
  const words = d < 0 ? labels.all_days : `${days[d][1]} · ${days[d][4]}`;
  $("day-name").textContent = words;
  slider.setAttribute("aria-valuetext", words);
  const moved = d < 0 ? flows.q.reduce((a, b) => a + b, 0) : dayTotals[d], lanes = d < 0 ? laneSums().length : byDay[d].length;
  $("day-note").textContent = fill(labels.moved, {parcels: number(moved), lanes: number(lanes)}) + (d < 0 ? "" : ` · ${labels.covered_until}`);
  [...daily.children].forEach((child, at) => child.setAttribute("aria-pressed", String(at === d)));
  draw();
}
slider.addEventListener("input", () => { stop(); setDay(+slider.value - 1); });
let timer = 0;
function stop() { clearInterval(timer); timer = 0; play.textContent = labels.play; }
play.addEventListener("click", () => {
  if (timer) return stop();
  play.textContent = labels.pause;
  if (day >= last - 1) setDay(-1);
  timer = setInterval(() => { if (day >= last - 1) stop(); else setDay(day + 1); }, 700);
});
setDay(-1);

// Tables that sort, search and turn pages
const PAGE = 25;
const collator = new Intl.Collator(data.rtl ? "ar" : "en", {numeric: true});
const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f\u064b-\u065f\u0640ʿʾ]/g, "").replace(/[أإآ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").toLowerCase();
function table(holder, name, columns, rows, {sortBy = 0, down = false, page = PAGE, className = "", bodyOf} = {}) {
  let at = 0, sorted = sortBy, falling = down, needle = "";
  const body = make("tbody"), status = make("span", {"aria-live": "polite"});
  const heads = columns.map((column, i) => make("th", {scope: "col", class: column.num ? "num" : null},
    column.sort === false ? column.title : make("button", {type: "button", text: column.title, onclick: () => { falling = sorted === i ? !falling : !!column.num; sorted = i; at = 0; show(); }})));
  const back = make("button", {type: "button", text: labels.previous, onclick: () => { at -= page; show(); }});
  const on = make("button", {type: "button", text: labels.next, onclick: () => { at += page; show(); }});
  const pager = make("div", {class: "pager"}, back, on, status);
  holder.replaceChildren(make("div", {class: "scroll", role: "region", tabindex: "0", "aria-label": fill(labels.table, {name})}, make("table", {class: className}, make("thead", {}, make("tr", {}, ...heads)), body)), pager);
  function show() {
    const found = needle ? rows.filter(row => row.words.includes(needle)) : rows;
    const value = columns[sorted].value;
    if (value) found.sort((a, b) => { const x = value(a), y = value(b); return (typeof x === "string" ? collator.compare(x, y) : x - y) * (falling ? -1 : 1); });
    at = Math.max(0, Math.min(at, Math.floor(Math.max(found.length - 1, 0) / page) * page));
    heads.forEach((head, i) => { if (columns[i].sort !== false) head.setAttribute("aria-sort", i === sorted ? (falling ? "descending" : "ascending") : "none"); });
    body.replaceChildren(...found.slice(at, at + page).map(bodyOf));
    if (!found.length) body.append(make("tr", {}, make("td", {colspan: columns.length, text: labels.empty})));
    status.textContent = fill(labels.of, {from: number(found.length ? at + 1 : 0), to: number(Math.min(at + page, found.length)), total: number(found.length)});
    back.disabled = at === 0; on.disabled = at + page >= found.length; pager.hidden = rows.length <= page;
    if (found.length <= page) { back.hidden = on.hidden = true; } else back.hidden = on.hidden = false;
  }
  show();
  return text => { needle = plain(text); at = 0; show(); };
}
let find = () => {};
function coverage(level) {
  const groups = new Map();
  for (let v = 0; v < count; v++) {
    const key = level === "village" ? v : villages[level][v];
    const row = groups.get(key) || {v, key, villages: 0, needed: 0, served: 0, worst: Infinity};
    row.villages += needed[v] > 0; row.needed += needed[v]; row.served += served[v]; row.worst = Math.min(row.worst, worst[v]);
    groups.set(key, row);
  }
  const rows = [...groups.values()].map(row => {
    const alone = level === "village";
    row.code = alone ? villages.id[row.v] : row.key;
    row.name = alone ? villages.name[row.v] : areaName(row.key);
    row.under = alone ? areaName(villages.gov[row.v]) : level === "dist" ? areaName(villages.gov[row.v]) : "";
    row.ratio = ratioOf(row.served, row.needed);
    row.words = plain([row.name, row.code, row.under, alone ? villages.alt[row.v] : ""].join(" "));
    return row;
  });
  const title = {gov: labels.governorate, dist: labels.district, village: labels.village}[level];
  const columns = [{title, value: row => row.name}, {title: labels.code, value: row => row.code},
    ...(level === "gov" ? [] : [{title: labels.governorate, value: row => row.under}]),
    ...(level === "village" ? [] : [{title: labels.villages, num: true, value: row => row.villages}]),
    {title: labels.needs, num: true, value: row => row.needed}, {title: labels.gets, num: true, value: row => row.served},
    {title: labels.missing, num: true, value: row => row.needed - row.served},
    ...(level === "village" && data.parcels.length === 1 ? [] : [{title: labels.worst, num: true, value: row => row.worst}]),
    {title: labels.coverage, num: true, value: row => row.ratio}];
  find = table($("coverage"), labels.coverage, columns, rows, {sortBy: columns.length - 1, bodyOf: row => {
    const name = level === "village" ? make("button", {type: "button", class: "link", onclick: () => pick(row.v, true)}, bdi(row.name)) : bdi(row.name);
    const cells = [make("th", {scope: "row"}, name, ...(level === "village" && villages.alt[row.v] ? [make("small", {}, bdi(villages.alt[row.v]))] : [])), make("td", {text: row.code})];
    if (level !== "gov") cells.push(make("td", {}, bdi(row.under)));
    if (level !== "village") cells.push(make("td", {class: "num", text: number(row.villages)}));
    for (const value of [row.needed, row.served, row.needed - row.served]) cells.push(make("td", {class: "num", text: number(value)}));
    if (!(level === "village" && data.parcels.length === 1)) cells.push(make("td", {class: "num", text: share(row.worst)}));
    cells.push(make("td", {class: "num"}, share(row.ratio), make("span", {class: "meter", "aria-hidden": "true"}, make("i", {style: `width:${100 * Math.min(row.ratio, 1)}%`}))));
    return make("tr", {}, ...cells);
  }});
  find($("find").value);
}
for (const radio of document.querySelectorAll("[name=level]")) radio.addEventListener("change", () => coverage(radio.value));
$("find").addEventListener("input", () => find($("find").value));
document.querySelector("form.tools").addEventListener("submit", event => event.preventDefault());
coverage("gov");

// Load: a calendar of days, and when fleets work
const grade = ratio => ratio === null ? 0 : ratio >= 0.95 ? 4 : ratio >= 0.75 ? 3 : ratio >= 0.5 ? 2 : ratio >= 0.25 ? 1 : 0;
function calendar(kind) {
  const rows = data.loads[kind].map(item => {
    const cells = new Map(item.rows.map(row => [row[0], row]));
    return {...item, cells, total: item.rows.reduce((sum, row) => sum + row[1], 0), words: plain(`${item.name} ${item.id} ${item.by}`)};
  });
  const columns = [{title: kind === "warehouse" ? labels.warehouse : labels.by, value: row => row.name}, ...days.map(entry => ({title: entry[2], sort: false}))];
  table($("load"), kind === "warehouse" ? labels.warehouse : labels.by, columns, rows, {page: 20, className: "cal", bodyOf: row => make("tr", {},
    make("th", {scope: "row"}, bdi(row.name), ...(kind === "warehouse" ? [make("small", {}, bdi(row.by))] : [])),
    ...days.map((entry, d) => {
      const cell = row.cells.get(d);
      if (!cell || (!cell[1] && !cell[3])) return make("td", {class: "l0"});
      const [, parcels, ratio, used, bound, rule] = cell;
      const words = [`${row.name}, ${entry[1]}`, fill(labels.leaves, {parcels: number(parcels)})];
      if (ratio !== null) words.push(kind === "member" ? fill(labels.hours, {used: exact(used), bound: exact(bound)}) : `${fill(labels.limit, {ratio: share(ratio), rule})} (${exact(used)} / ${exact(bound)})`);
      return make("td", {class: `l${grade(ratio)}`, title: words.join("\n"), text: parcels ? number(parcels) : "·"});
    }))});
}
for (const radio of document.querySelectorAll("[name=load]")) radio.addEventListener("change", () => calendar(radio.value));
calendar("warehouse");
(function gantt() {
  const holder = $("gantt"), fleets = data.loads.fleet.map(item => {
    const worked = item.rows.filter(row => row[1]);
    return {...item, worked, words: plain(`${item.id} ${item.name} ${item.by}`)};
  }).filter(item => item.worked.length);
  table(holder, labels.works, [{title: labels.by, value: row => `${row.by} ${row.id}`}, {title: `${days[0][2]} – ${days[last - 1][2]}`, value: row => row.worked[0][0]}], fleets, {page: 20, className: "gantt-table", bodyOf: row => {
    const words = fill(labels.works, {days: number(row.worked.length), from: days[row.worked[0][0]][2], to: days[row.worked[row.worked.length - 1][0]][2]});
    const track = make("div", {class: "track", role: "img", "aria-label": words, title: words}, ...row.worked.map(([d, , ratio]) =>
      make("i", {style: `inset-inline-start:${100 * d / last}%;width:${100 / last + 0.05}%;opacity:${0.3 + 0.7 * Math.min(ratio === null ? 0.6 : ratio, 1)}`})));
    return make("tr", {}, make("th", {scope: "row"}, bdi(row.id === "contract" ? labels.contract : row.id), make("small", {}, bdi(row.by))), make("td", {class: "trackcell"}, track));
  }});
})();
})();
