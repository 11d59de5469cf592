// Opens the demo's pages in a browser, on a desktop's and on a phone's screen, and holds them to
// WCAG 2.2 AA. One line for each result; the exit code says whether all of them passed.
//
// node check.mjs DEMO_FOLDER [--out FOLDER] [--chrome PATH]

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { measureContrast, measureFocus, measureLinks, tabStops } from "./in_page.mjs";

const PAGES = ["index.html", "report.html"];
const SCREENS = [
  { name: "desktop", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
];
// WCAG's own measure of reflow (1.4.10) is 320 px: the narrowest phone, or a page at 400%.
const NARROWEST = 320;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
// A picture taller than this is cut by some graphics stacks, so long pages come in slices.
const SLICE = 4000;
// More stops than any page of ours has: a trap would otherwise never end.
const MOST_STOPS = 2000;
const SHOWN = 12;

const USUAL_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const tally = { passed: 0, failed: 0 };

/** Prints one result, and below a failure the first of its places. */
function result(where, what, problems = []) {
  if (problems.length === 0) {
    tally.passed += 1;
    console.log(`ok    ${where}: ${what}`);
    return;
  }
  tally.failed += 1;
  console.log(`FAIL  ${where}: ${what}`);
  for (const problem of problems.slice(0, SHOWN)) console.log(`        ${problem}`);
  if (problems.length > SHOWN) console.log(`        and ${problems.length - SHOWN} more`);
}

function arguments_() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, chrome: { type: "string" } },
  });
  if (positionals.length !== 1) {
    throw new Error("usage: node check.mjs DEMO_FOLDER [--out FOLDER] [--chrome PATH]");
  }
  const named = values.chrome ?? process.env.CHROME;
  const browser = named ?? USUAL_BROWSERS.find((place) => existsSync(place));
  if (!browser || !existsSync(browser)) {
    throw new Error(`no browser ${named ? `at ${named}` : "found"}: give one with --chrome PATH`);
  }
  return { folder: path.resolve(positionals[0]), out: values.out, browser };
}

/** Runs every rule of the tags, those too that axe leaves off until they are asked for. */
async function axe(page) {
  return page.evaluate(async (tags) => {
    const rules = Object.fromEntries(
      axe.getRules(tags).map((rule) => [rule.ruleId, { enabled: true }]),
    );
    const found = await axe.run(document, {
      runOnly: { type: "tag", values: tags },
      rules,
    });
    const short = (rule) => ({
      id: rule.id,
      help: rule.help,
      nodes: rule.nodes.map((node) => ({
        target: node.target.flat(3).join(" "),
        summary: (node.failureSummary ?? "").replace(/\s+/g, " "),
      })),
    });
    return {
      passes: found.passes.map(short),
      violations: found.violations.map(short),
      incomplete: found.incomplete.map(short),
    };
  }, TAGS);
}

async function checkRules(page, where, state) {
  const found = await axe(page);
  const nodes = found.passes.reduce((sum, rule) => sum + rule.nodes.length, 0);
  const problems = found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.help}) at ${node.target}: ${node.summary}`),
  );
  result(
    where,
    `axe, ${state}: ${found.passes.length} rules passed on ${nodes} nodes, ${found.violations.length} violated`,
    problems,
  );
  // Contrast that axe cannot decide is measured below; what else it leaves open, a person decides.
  const open = found.incomplete.filter((rule) => rule.id !== "color-contrast");
  result(
    where,
    `axe, ${state}: ${open.length} rules left open for a person`,
    open.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target}: ${node.summary}`)),
  );
}

async function checkContrast(page, where) {
  const { measured, lowest, problems, unknown } = await page.evaluate(measureContrast);
  result(
    where,
    `contrast of ${measured} texts, the lowest ${lowest.toFixed(2)}:1 of what it needs`,
    problems.concat(unknown.map((place) => `the background cannot be told: ${place}`)),
  );
}

async function checkReflow(page, where, width) {
  const { scroll, inner, widest } = await page.evaluate(() => {
    const scroll = document.scrollingElement.scrollWidth;
    const isKept = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== "visible") return true;
      }
      return false;
    };
    const widest = [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .filter((one) => !isKept(one))
      .slice(0, 3)
      .map((one) => `${one.tagName.toLowerCase()} "${(one.textContent ?? "").trim().slice(0, 40)}"`);
    return { scroll, inner: innerWidth, widest };
  });
  const problems = scroll > inner ? [`${scroll} px wide: ${widest.join(", ")}`] : [];
  result(where, `nothing to scroll sideways at ${width} px`, problems);
}

async function checkKeyboard(page, where) {
  const expected = await page.evaluate(tabStops);
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const reached = new Set();
  const problems = [];
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(measureFocus);
    if (stop === null) break;
    if (reached.has(stop.index)) {
      if (stop.index !== expected[0]?.index) problems.push(`the focus goes in a circle at ${stop.place}`);
      break;
    }
    reached.add(stop.index);
    problems.push(...stop.problems.map((problem) => `${stop.place}: ${problem}`));
  }
  const missed = expected.filter((one) => !reached.has(one.index));
  problems.push(...missed.map((one) => `Tab does not reach ${one.place}`));
  result(
    where,
    `Tab reaches all ${expected.length} links, buttons and scroll regions, each with a focus that shows`,
    problems,
  );
}

async function checkLinks(page, where, folder) {
  const { count, problems, files } = await page.evaluate(measureLinks);
  const absent = files.filter((file) => !existsSync(path.join(folder, decodeURIComponent(file))));
  result(
    where,
    `${count} links lead to a place that is there`,
    problems.concat(absent.map((file) => `no such file: ${file}`)),
  );
}

async function photograph(page, name, out) {
  const { width, height } = await page.evaluate(() => ({
    width: innerWidth,
    height: document.scrollingElement.scrollHeight,
  }));
  for (let top = 0, part = 1; top < height; top += SLICE, part += 1) {
    const clip = { x: 0, y: top, width, height: Math.min(SLICE, height - top) };
    const file = path.join(out, `${name}-${String(part).padStart(2, "0")}.png`);
    await page.screenshot({ path: file, fullPage: true, clip });
  }
}

async function checkPage(context, folder, file, screen, out, axeSource) {
  const where = `${file} ${screen.width}x${screen.height}`;
  const page = await context.newPage();
  const outside = [];
  const complaints = [];
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) outside.push(request.url().slice(0, 80));
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text().slice(0, 200));
  });
  page.on("pageerror", (error) => complaints.push(String(error).slice(0, 200)));
  await page.goto(pathToFileURL(path.join(folder, file)).href, { waitUntil: "load" });
  if (out) await photograph(page, `${path.parse(file).name}-${screen.name}`, out);

  result(where, "asks for nothing from outside its file, and the console is quiet", [
    ...outside.map((url) => `asked for ${url}`),
    ...complaints,
  ]);
  await page.evaluate(axeSource);
  await checkRules(page, where, "as it opens");
  await checkKeyboard(page, where);
  await checkReflow(page, where, screen.width);

  const folded = await page.evaluate(() => {
    const all = document.querySelectorAll("details:not([open])");
    for (const one of all) one.open = true;
    return all.length;
  });
  if (folded > 0) {
    await checkRules(page, where, `with its ${folded} folded parts open`);
    await checkKeyboard(page, `${where}, unfolded`);
    await checkReflow(page, `${where}, unfolded`, screen.width);
  }
  await checkContrast(page, where);
  await checkLinks(page, where, folder);
  if (screen.name === "phone") {
    await page.setViewportSize({ width: NARROWEST, height: screen.height });
    await checkReflow(page, where, NARROWEST);
  }
  await page.close();
}

async function main() {
  const { folder, out, browser: executablePath } = arguments_();
  if (out) mkdirSync(out, { recursive: true });
  const require = createRequire(fileURLToPath(import.meta.url));
  const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    for (const screen of SCREENS) {
      const context = await browser.newContext({
        viewport: { width: screen.width, height: screen.height },
        colorScheme: "light",
        reducedMotion: "reduce",
        locale: "en-GB",
      });
      for (const file of PAGES) {
        await checkPage(context, folder, file, screen, out, axeSource);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  result("browser", `the checks could not go on: ${String(error.message ?? error).split("\n")[0]}`, [""]);
}
console.log(`browser: ${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
