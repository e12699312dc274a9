// Opens each report at two widths, light and dark, and prints it; fails where axe finds something serious, a script
// complains, a request leaves the page, or the page is wider than the screen.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const files = process.argv.slice(2).filter(a => !a.startsWith("--"));
const out = (process.argv.find(a => a.startsWith("--out=")) || "--out=screenshots").slice("--out=".length);
if (files.length === 0) {
  console.error("usage: node check.mjs [--out=DIR] REPORT.html ...");
  process.exit(2);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = [390, 1440].flatMap(width => ["light", "dark"].map(colorScheme => ({ width, colorScheme })));
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let problems = 0;
const problem = text => { problems++; console.log("  PROBLEM " + text); };

for (const file of files) {
  const name = basename(file, ".html"), size = statSync(file).size;
  console.log(`${name}: ${(size / 1e6).toFixed(2)} MB`);
  if (size >= 2e6) problem("2 MB or more");
  for (const { width, colorScheme } of views) {
    // axe is put into the page by its own script, which the page's policy would refuse.
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    page.on("console", m => { if (m.type() === "error" || m.type() === "warning") problem(`${width} ${colorScheme}: ${m.type()}: ${m.text()}`); });
    page.on("pageerror", e => problem(`${width} ${colorScheme}: ${e.message}`));
    page.on("request", r => { if (!r.url().startsWith("file:") && !r.url().startsWith("data:")) problem(`${width} ${colorScheme}: request to ${r.url()}`); });
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) problem(`${width} ${colorScheme}: the page is ${wide} pixels wider than the screen`);
    await page.evaluate(() => { for (const d of document.querySelectorAll("details")) { d.open = true; if (d.rows) d.rows(); } });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const v of violations) {
      const text = `${width} ${colorScheme}: ${v.impact} ${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join("; ")})`;
      if (v.impact === "serious" || v.impact === "critical") problem(text); else console.log("  note " + text);
    }
    await page.close();
  }

  const page = await browser.newPage({ viewport: { width: 1024, height: 900 } });
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.waitForTimeout(200);
  await page.pdf({ path: join(out, `${name}.pdf`), format: "A4", printBackground: true });
  await page.close();
}

await browser.close();
console.log(problems === 0 ? "nothing serious" : `${problems} problem(s)`);
process.exit(problems === 0 ? 0 : 1);
