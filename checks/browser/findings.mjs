// Opens the page of findings that `waymark check --format html` writes, from the disk, on a desktop's and
// on a phone's screen: WCAG 2.2 AA, nothing asked of a network, and each filter against the data in the
// page itself.
//
// node findings.mjs FINDINGS.html [--out FOLDER] [--chrome PATH]

import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import {
  NARROWEST,
  SCREENS,
  axeSource,
  browserAt,
  checkContrast,
  checkKeyboard,
  checkReflow,
  checkRules,
  finish,
  launch,
  photograph,
  result,
  windowOf,
} from "./rules.mjs";

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, chrome: { type: "string" } },
  });
  if (positionals.length !== 1) {
    throw new Error("usage: node findings.mjs FINDINGS.html [--out FOLDER] [--chrome PATH]");
  }
  return { file: path.resolve(positionals[0]), out: values.out, browser: browserAt(values.chrome) };
}

/** How many findings the page says that it lists. */
async function counted(page) {
  const words = await page.textContent("#count");
  return Number((words.match(/[\d,]+/) ?? ["-1"])[0].replaceAll(",", ""));
}

/** Each filter lists as many findings as the data has of it. */
async function checkFilters(page, where) {
  const data = JSON.parse(await page.textContent("#data"));
  const open = data.findings.filter((one) => one.accepted === null);
  const is = async (what, expected) => {
    await page.waitForTimeout(400);
    const found = await counted(page);
    result(where, `${what}: ${expected} findings`, found === expected ? [] : [`it lists ${found}`]);
  };
  await is("without a filter", open.length);
  const child = open[0].child;
  await page.fill("#child", child);
  await page.check("#exact");
  await is("one child", open.filter((one) => one.child === child).length);
  await page.click("#clear");
  const rule = open[open.length - 1].rule;
  const code = data.rules[rule].code;
  await page.selectOption("#rule", String(rule));
  await is(`rule ${code}`, open.filter((one) => one.rule === rule).length);
  await page.click("#clear");
  const title = data.tables.episodes.title;
  const choice = await page.$$eval(
    "#table option",
    (all, title) => all.find((one) => one.textContent.startsWith(`${title} (`))?.value,
    title,
  );
  await page.selectOption("#table", choice);
  const inEpisodes = (one) => one.places.some((place) => place.table === "episodes");
  await is("the table of episodes", open.filter(inEpisodes).length);
  await page.click("#clear");
  await page.check("#by-child");
  await is("by child", open.length);
}

async function checkPage(context, file, screen, out, source) {
  const where = `findings ${screen.width}x${screen.height}`;
  const page = await context.newPage();
  const complaints = [];
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url().slice(0, 80)}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text().slice(0, 200));
  });
  page.on("pageerror", (error) => complaints.push(String(error).slice(0, 200)));
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  await page.waitForSelector(".group__button");
  if (out) await photograph(page, `findings-${screen.name}`, out);
  await page.evaluate(source);
  await checkRules(page, where, "as it opens");
  await checkKeyboard(page, where);
  await checkReflow(page, where, screen.width);
  await page.click(".group__button >> nth=0");
  await page.waitForSelector(".group__body table");
  const marked = await page.$$eval(".group__body .marked", (all) => all.length);
  result(where, "an open group marks the cells to look at", marked > 0 ? [] : ["no cell is marked"]);
  await checkRules(page, where, "with a group open");
  await checkContrast(page, where);
  await checkFilters(page, where);
  if (screen.name === "phone") {
    await page.setViewportSize({ width: NARROWEST, height: screen.height });
    await checkReflow(page, where, NARROWEST);
  }
  result(where, "asks for nothing from outside its file, and the console is quiet", complaints);
  await page.close();
}

async function main() {
  const { file, out, browser: executablePath } = options();
  if (out) mkdirSync(out, { recursive: true });
  const source = axeSource();
  const browser = await launch(executablePath);
  try {
    for (const screen of SCREENS) {
      const context = await windowOf(browser, screen);
      await checkPage(context, file, screen, out, source);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  result("findings", `the checks could not go on: ${String(error.message ?? error).split("\n")[0]}`, [""]);
}
finish("findings");
