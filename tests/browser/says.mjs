// What a page says, against what the store says: usage node says.mjs MODULES PAGE.html LEDGER.json
// REPORT.json, where the last two are the answers of goodwill ledger and goodwill report with --json.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import fs from 'node:fs';
import path from 'node:path';

const [modules, file, ledgerFile, reportFile] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'node_modules', 'says.js'));
const { chromium } = require('playwright-core');
const ledger = JSON.parse(fs.readFileSync(ledgerFile));
const report = JSON.parse(fs.readFileSync(reportFile));

let tried = 0;
const wrong = [];
const same = (said, wanted, what) => {
  tried++;
  if (said !== wanted) wrong.push(`${what}: the page says ${said}, the store ${wanted}`);
};

// As the page writes money: cents below a thousand.
const money = (amount) =>
  amount.toLocaleString('en-US', Math.abs(amount) < 1000
    ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
    : { maximumFractionDigits: 0 });
const number = (text) => Number(text.replaceAll(',', ''));
const near = (said, wanted, what) => {
  tried++;
  const room = Math.abs(wanted) < 1000 ? 0.006 : 0.6;
  if (!(Math.abs(number(said) - wanted) <= room)) wrong.push(`${what}: the page says ${said}, the store ${money(wanted)}`);
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
await page.goto(pathToFileURL(path.resolve(file)).href);
const text = (selector) => page.$eval(selector, (e) => e.textContent.trim());
const all = (selector) => page.$$eval(selector, (es) => es.map((e) => e.textContent.trim()));

// The first screen: at most five numbers, to them first, and everything of it seen without scrolling.
const own = ledger.lines.filter((l) => (l.unit ?? 'money') === 'money');
const sum = (side, tense) => own.filter((l) => l.side === side).reduce((s, l) => s + (l[tense] ?? 0), 0);
const figures = await all('.first .figure');
same(figures.length <= 5, true, 'at most five numbers');
same((await all('.first h2')).join(), 'To them,To us,People', 'to them first');
// A side of which nothing is measured has a dash, and no number of what is expected.
const known = (side) => own.some((l) => l.side === side && (l.realised !== null || l.expected !== null));
let place = 0;
for (const side of ['to_them', 'to_us']) {
  if (!known(side)) { same(figures[place++], '-', `${side}, not measured`); continue; }
  near(figures[place++], sum(side, 'realised'), `${side}, so far`);
  near(figures[place++], sum(side, 'expected'), `${side}, expected`);
}
near(figures[place], ledger.customers, 'people');
const end = await page.$eval('#verdict', (e) => e.getBoundingClientRect().bottom);
same(end < 800, true, 'the verdict is on the first screen');
same(/\d/.test(await text('#verdict')), false, 'the verdict in words alone');
same((await text('header')).includes('as others count it'), true, 'the conventional value is named');
same((await text('#trust > p')).trim(), ledger.verdict, 'the verdict with its numbers');

// The account book of everybody, line by line.
const book = await page.$eval('.book', (b) =>
  [...b.querySelectorAll('.entry[data-line]')].map((e) => ({
    line: e.dataset.line,
    side: e.closest('.leaf').classList.contains('them') ? 'to_them' : 'to_us',
    amounts: [...e.querySelectorAll('.amount')].map((a) => a.textContent),
    basis: [...e.querySelectorAll('.basis')].map((a) => a.textContent),
  })));
same(book.map((l) => l.line).join(), ledger.lines.map((l) => l.line).join(), 'the lines of the book');
for (const [i, line] of ledger.lines.entries()) {
  same(book[i].side, line.side, `${line.line} is on the side`);
  if (line.realised === null) continue;
  near(book[i].amounts[0], line.realised, `${line.line}, so far`);
  same(book[i].basis[0].startsWith(line.realised_basis), true, `${line.line} says its basis`);
  if (book[i].amounts.length > 1) near(book[i].amounts[1], line.expected, `${line.line}, expected`);
}

// Every figure: title, alternative text, a sentence, its numbers behind a link.
const points = (picture, series) => report.pictures.filter((p) => p.picture === picture && p.series === series);
const figuresOf = await page.$$eval('figure', (fs) => fs.map((f) => ({
  id: f.id,
  title: f.querySelector('h3')?.textContent ?? '',
  alt: [...f.querySelectorAll('svg')].map((s) => s.getAttribute('aria-label') ?? ''),
  see: f.querySelector('figcaption p')?.textContent ?? '',
  labels: [...f.querySelectorAll('.wide svg text')].map((t) => t.textContent),
  csv: f.querySelector('a[download]')?.href ?? '',
})));
const csv = (id) => {
  const { csv } = figuresOf.find((f) => f.id === id);
  return decodeURIComponent(csv.slice(csv.indexOf(',') + 1)).trim().split('\n').map((l) => l.split(','));
};
for (const f of figuresOf) {
  same(f.title.length > 10 && f.see.length > 20, true, `${f.id} has a title and a sentence`);
  same(f.alt.length === 2 && f.alt.every((a) => a.length > 20), true, `${f.id} has alternative text`);
  same(f.csv.startsWith('data:text/csv'), true, `${f.id} has its numbers`);
  same(csv(f.id).length > 1, true, `${f.id} has rows`);
  same(new Set(csv(f.id).map((r) => r.length)).size, 1, `${f.id}: rows of one length`);
}
if (report.forecasts.length > 0) {
  const shown = ['tracking', 'tracking-sum', 'by-repeat', 'by-silence', 'deciles', 'coverage', 'cohorts', 'how-often'];
  for (const id of shown) same(figuresOf.some((f) => f.id === id), true, `the figure ${id} is there`);
  const came = csv('tracking').filter((r) => r[0] === 'came').reduce((s, r) => s + Number(r[2]), 0);
  same(came, points('tracking', 'came').reduce((s, p) => s + p.y, 0), 'buying days in all weeks');
  // the table of numbers
  const rows = await page.$$eval('#numbers tbody tr', (trs) => trs.map((t) => ({
    code: t.dataset.code, used: t.className === 'used', cells: [...t.cells].map((c) => c.textContent),
  })));
  same(rows.length, report.forecasts.length, 'every forecast is in the table');
  same(rows.filter((r) => r.used).length, 1, 'one of them is used');
  for (const [i, f] of report.forecasts.entries()) {
    same(rows[i].code, f.code, 'the order of the table');
    same(number(rows[i].cells[1]), Math.round(f.predicted), `${f.code}, days said`);
    same(rows[i].cells[3], f.mae.toFixed(3), `${f.code}, mean miss`);
    same(rows[i].cells[5], f.deviance.toFixed(3), `${f.code}, how far off`);
    same(rows[i].cells[8], f.spearman === null ? '-' : f.spearman.toFixed(3), `${f.code}, order`);
  }
}

// Group by group: the table is what the store says, and each kind but two has its picture.
const groups = await page.$$eval('#segments tbody tr[data-by]', (trs) => trs.map((t) => ({
  by: t.dataset.by, outside: t.className === 'outside', cells: [...t.cells].map((c) => c.firstChild.textContent),
  words: t.textContent,
})));
same(groups.length, report.segments.length, 'every group is in the table');
for (const [i, s] of report.segments.entries()) {
  same(groups[i].by, s.by, 'the order of the groups');
  near(groups[i].cells[1], s.customers, `${s.by} ${s.group}, people`);
  near(groups[i].cells[3], Math.round(s.buying_days.said), `${s.by} ${s.group}, days said`);
  same(groups[i].cells[4].trim(), s.buying_days.off_by === null ? '-'
    : `${s.buying_days.off_by < 0 ? '' : '+'}${(100 * s.buying_days.off_by).toFixed(1)} %`, `${s.by} ${s.group}, off by`);
  const outside = (total) => total !== null && (total.came < total.low || total.came > total.high);
  same(groups[i].outside, outside(s.buying_days) || outside(s.paid), `${s.by} ${s.group}, outside`);
  same(groups[i].words.includes('outside its range'), groups[i].outside, `${s.by} ${s.group}, in words`);
  if (s.by !== 'often' && s.by !== 'silence')
    same(figuresOf.some((f) => f.id === `group-${s.by}`), true, `the figure of ${s.by} is there`);
}
if (report.forecasts.some((f) => f.spearman !== null))
  same(figuresOf.some((f) => f.id === 'order'), true, 'the figure of the order is there');

// The tornado: each setting's ends, and the map, as the store says them.
same(figuresOf.some((f) => f.id === 'map'), report.map.drawn, 'the map');
for (const [id, bars] of [['tornado', report.settings_so_far], ['tornado-expected', report.settings_expected]]) {
  if (!figuresOf.some((f) => f.id === id)) continue;
  const rows = csv(id).slice(1);
  same(rows.map((r) => r[0]).join(), bars.map((b) => b.key).join(), `${id}: settings`);
  for (const [i, b] of bars.entries())
    same(Math.abs(Number(rows[i][5]) - b.share_at_high) < 1e-6, true, `${id}: ${b.key} at its high`);
}

// Cohorts hold everybody with an order kept, and their money.
if (report.cohorts.length > 0) {
  const rows = await page.$$eval('#cohort-table tbody tr', (trs) => trs.map((t) => [...t.cells].map((c) => c.firstChild.textContent)));
  same(rows.length, report.cohorts.length, 'cohorts');
  for (const [i, c] of report.cohorts.entries()) {
    near(rows[i][1], c.customers, `cohort ${i}, people`);
    near(rows[i][3], c.to_them.realised, `cohort ${i}, to them so far`);
    near(rows[i][6], c.to_us.expected, `cohort ${i}, to us expected`);
  }
  const people = report.cohorts.reduce((s, c) => s + c.customers, 0);
  same(people <= ledger.customers, true, 'cohorts hold no more than everybody');
  const expected = report.cohorts.reduce((s, c) => s + c.to_us.expected, 0);
  tried++;
  if (Math.abs(expected - sum('to_us', 'expected')) > 1e-6 * Math.abs(expected) + 0.01)
    wrong.push(`cohorts expect ${expected}, the ledger ${sum('to_us', 'expected')}`);
}

// Words of a shop owner; nothing that runs; nothing that is fetched.
const words = await page.evaluate(() => document.body.innerText);
same(/penalizer|convergence|recency|frequency|monetary|hessian|\bDERT\b/i.exec(words)?.[0], undefined, 'words never used');
same(await page.evaluate(() => document.querySelectorAll('script,[onerror],[onload],[onclick],iframe,img,link').length), 0, 'nothing that runs or is fetched');
same(fs.statSync(file).size < 3e6, true, 'below 3 MB');

await browser.close();
for (const line of wrong) console.log(`${path.basename(file)}: ${line}`);
console.log(`${path.basename(file)}: ${tried} things compared, ${wrong.length} wrong`);
process.exit(wrong.length === 0 && tried > 20 ? 0 : 1);
