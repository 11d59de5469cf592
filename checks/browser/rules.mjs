// What every page in a browser is held to, whether it is a file or comes from the application: axe,
// contrast, the keyboard, reflow. One line for each result.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { measureContrast, measureFocus, tabStops } from "./in_page.mjs";

export const SCREENS = [
  { name: "desktop", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
];
// WCAG's own measure of reflow (1.4.10) is 320 px: the narrowest phone, or a page at 400%.
export const NARROWEST = 320;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
// A picture taller than this is cut by some graphics stacks, so long pages come in slices.
const SLICE = 4000;
// More stops than any page of ours has: a trap would otherwise never end.
const MOST_STOPS = 2000;
// How many stops one field may have.
const PARTS = 6;
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
export function result(where, what, problems = []) {
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

/** The place of a browser: the one that was named, else a usual one that is there. */
export function browserAt(given) {
  const named = given ?? process.env.CHROME;
  const browser = named ?? USUAL_BROWSERS.find((place) => existsSync(place));
  if (!browser || !existsSync(browser)) {
    throw new Error(`no browser ${named ? `at ${named}` : "found"}: give one with --chrome PATH`);
  }
  return browser;
}

/** Starts a browser that asks nothing of the network by itself. */
export function launch(executablePath) {
  return chromium.launch({
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
}

/** A window of a screen's size. */
export function windowOf(browser, screen, more = {}) {
  return browser.newContext({
    viewport: { width: screen.width, height: screen.height },
    colorScheme: "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    ...more,
  });
}

/** Closes a page or a window, and does not wait for long: a page that is closed while it loads may never say
 * that it is, and the browser is ended at the end in any case. */
export async function shut(one) {
  let timer;
  const long = new Promise((resolve) => {
    timer = setTimeout(resolve, 5000);
  });
  await Promise.race([one.close().catch(() => {}), long]);
  clearTimeout(timer);
}

/** axe's own source, to be run in a page. */
export function axeSource() {
  const require = createRequire(fileURLToPath(import.meta.url));
  return readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
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

export async function checkRules(page, where, state) {
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
  // Contrast that axe cannot decide is measured below, and what is folded away is unfolded there; what
  // else it leaves open, a person decides.
  const decided = ["color-contrast", "hidden-content"];
  const open = found.incomplete.filter((rule) => !decided.includes(rule.id));
  result(
    where,
    `axe, ${state}: ${open.length} rules left open for a person`,
    open.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target}: ${node.summary}`)),
  );
}

export async function checkContrast(page, where) {
  const { measured, lowest, problems, unknown } = await page.evaluate(measureContrast);
  result(
    where,
    `contrast of ${measured} texts, the lowest ${lowest.toFixed(2)}:1 of what it needs`,
    problems.concat(unknown.map((place) => `the background cannot be told: ${place}`)),
  );
}

export async function checkReflow(page, where, width) {
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

export async function checkKeyboard(page, where) {
  const expected = await page.evaluate(tabStops);
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const reached = new Set();
  let last = null;
  let within = 0;
  const problems = [];
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(measureFocus);
    if (stop === null) break;
    // A field for a day has a stop for each of its parts, and one for its calendar.
    within = stop.index === last ? within + 1 : 0;
    last = stop.index;
    if (within > 0 && within < PARTS) continue;
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

export async function photograph(page, name, out) {
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

/** Says how many results there were, and sets the exit code. */
export function finish(what) {
  console.log(`${what}: ${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}
