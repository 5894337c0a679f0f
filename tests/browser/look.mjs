// Looks at pages in a headless Chromium: at a wide and a narrow screen, light and dark, and as
// printed; takes pictures of them, and fails on text that overlaps or is cut off, on a page wider
// than its screen, on anything the page asks of a network, on errors, and on what axe-core finds
// serious. Usage: node look.mjs MODULES OUT PAGE.html... [--brief PAGE.html...]
// Of pages after --brief only the wide light and the narrow dark one, and no print.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import fs from 'node:fs';
import path from 'node:path';

const [modules, out, ...rest] = process.argv.slice(2);
const whole = rest.includes('--brief') ? rest.slice(0, rest.indexOf('--brief')) : rest;
const brief = rest.includes('--brief') ? rest.slice(rest.indexOf('--brief') + 1) : [];
const pages = [...whole, ...brief];
const require = createRequire(path.join(modules, 'node_modules', 'look.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const screens = [
  { name: 'wide', width: 1200, height: 800 },
  { name: 'phone', width: 390, height: 844 },
];

// In the page: the boxes of all text that can be seen, and what is wrong with them.
function faults() {
  const found = [];
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) found.push(`the page is ${wide} wide on a screen of ${window.innerWidth}`);
  for (const svg of document.querySelectorAll('svg')) {
    if (!shown(svg)) continue;
    const id = svg.closest('figure').id;
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map((t) => ({ text: t.textContent, box: t.getBoundingClientRect() }));
    for (const { text, box } of boxes)
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        found.push(`${id}: "${text}" leaves its picture`);
    for (let a = 0; a < boxes.length; a++)
      for (let b = a + 1; b < boxes.length; b++) {
        const [p, q] = [boxes[a].box, boxes[b].box];
        const over = Math.min(p.right, q.right) - Math.max(p.left, q.left);
        const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
        if (over > 1 && high > 3) found.push(`${id}: "${boxes[a].text}" and "${boxes[b].text}" overlap`);
      }
  }
  for (const e of document.querySelectorAll('h1,h2,h3,h4,p,li,.name,.amount,.when,.basis,.figure,.unit,.what,td,th,caption')) {
    if (!shown(e) || e.closest('.scroll')) continue;
    const box = e.getBoundingClientRect();
    if (box.right > window.innerWidth + 1 || box.left < -1) found.push(`"${e.textContent.slice(0, 40)}" is cut off`);
  }
  const row = (e) => [...e.children].filter((c) => c.textContent.trim() && shown(c));
  for (const line of document.querySelectorAll('.tense,.number')) {
    const boxes = row(line).map((c) => ({ text: c.textContent, box: c.getBoundingClientRect() }));
    for (let a = 0; a < boxes.length; a++)
      for (let b = a + 1; b < boxes.length; b++) {
        const [p, q] = [boxes[a].box, boxes[b].box];
        const over = Math.min(p.right, q.right) - Math.max(p.left, q.left);
        const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
        if (over > 1 && high > 3) found.push(`"${boxes[a].text}" and "${boxes[b].text}" overlap`);
      }
  }
  return found;
}

async function serious(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ')})`);
}

let failed = 0;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const file of pages) {
  const name = path.basename(file, '.html');
  for (const screen of screens)
    for (const scheme of ['light', 'dark']) {
      const usual = (screen.name === 'wide') === (scheme === 'light');
      if (!usual && brief.includes(file)) continue;
      const context = await browser.newContext({
        viewport: { width: screen.width, height: screen.height },
        colorScheme: scheme,
        bypassCSP: true,
      });
      const page = await context.newPage();
      const said = [];
      page.on('pageerror', (e) => said.push(`error: ${e.message}`));
      page.on('console', (m) => m.type() === 'error' && said.push(`console: ${m.text()}`));
      page.on('request', (r) => !/^(file|data):/.test(r.url()) && said.push(`asks for ${r.url()}`));
      await page.goto(pathToFileURL(path.resolve(file)).href);
      said.push(...(await page.evaluate(faults)));
      await page.screenshot({ path: path.join(out, `${name}-${screen.name}-${scheme}.png`), fullPage: true });
      if (usual) said.push(...(await serious(page)));
      for (const words of said) console.log(`${name}, ${screen.name}, ${scheme}: ${words}`);
      failed += said.length;
      await context.close();
    }
  if (brief.includes(file)) continue;
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.pdf({ path: path.join(out, `${name}.pdf`), format: 'A4', printBackground: true });
  await page.close();
}
await browser.close();
console.log(`${pages.length} pages, ${failed} faults`);
process.exit(failed === 0 ? 0 : 1);
