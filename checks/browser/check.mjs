// Opens the demo's pages in a browser, on a desktop's and on a phone's screen, and holds them to
// WCAG 2.2 AA. One line for each result; the exit code says whether all of them passed.
//
// node check.mjs DEMO_FOLDER [--out FOLDER] [--chrome PATH]

import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { measureLinks } from "./in_page.mjs";
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

const PAGES = ["index.html", "report.html"];

function arguments_() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, chrome: { type: "string" } },
  });
  if (positionals.length !== 1) {
    throw new Error("usage: node check.mjs DEMO_FOLDER [--out FOLDER] [--chrome PATH]");
  }
  return { folder: path.resolve(positionals[0]), out: values.out, browser: browserAt(values.chrome) };
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

async function checkPage(context, folder, file, screen, out, source) {
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
  await page.evaluate(source);
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
  const source = axeSource();
  const browser = await launch(executablePath);
  try {
    for (const screen of SCREENS) {
      const context = await windowOf(browser, screen);
      for (const file of PAGES) {
        await checkPage(context, folder, file, screen, out, source);
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
finish("browser");
