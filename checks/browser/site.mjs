// Opens the pages of the web application in a browser, on a desktop's and on a phone's screen, and holds
// them to WCAG 2.2 AA. The pages are those that the test of routes names with a small letter, so a new
// page is looked at without being listed again.
//
// node site.mjs --address URL --password WORDS --routes FILE [--out FOLDER] [--chrome PATH] [--only TEXT]

import { mkdirSync, readFileSync } from "node:fs";
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

/** Who looks at pages with which need: the letters are those of the test of routes. */
const VIEWERS = {
  o: null,
  a: "analyst",
  p: "analyst",
  w: "analyst",
  c: "analyst",
  d: "analyst",
  n: "administrator",
  x: "administrator",
};

function options() {
  const { values } = parseArgs({
    options: {
      address: { type: "string" },
      password: { type: "string" },
      analyst: { type: "string", default: "" },
      administrator: { type: "string", default: "" },
      routes: { type: "string" },
      out: { type: "string" },
      chrome: { type: "string" },
      only: { type: "string", default: "" },
    },
  });
  for (const name of ["address", "password", "routes", "analyst", "administrator"]) {
    if (!values[name]) throw new Error(`--${name} is missing`);
  }
  return values;
}

/** The pages of the test of routes: what each needs, and an address. */
function pages(file, only) {
  const lines = readFileSync(file, "utf8").matchAll(/\("GET", "[^"]*", '(.)', "([^"]*)"\)/g);
  return [...lines]
    .map(([, needs, address]) => ({ needs, address }))
    .filter(({ needs }) => needs in VIEWERS)
    .filter(({ address }) => address.includes(only));
}

async function signIn(context, given, person) {
  const page = await context.newPage();
  await page.goto(`${given.address}/sign-in`);
  await page.fill("input[name=email]", given[person]);
  await page.fill("input[name=password]", given.password);
  await page.click("main form button[type=submit]");
  if (new URL(page.url()).pathname === "/sign-in") {
    throw new Error(`${person} cannot sign in: ${await page.title()}`);
  }
  await page.close();
}

function nameOf(address) {
  return address.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "home";
}

/** Whether an address answers with a page. A file is not opened: a window with a download that it began
 * and nobody takes does not close. */
async function isPage(context, given, address) {
  const answer = await context.request.get(given.address + address);
  const { "content-type": kind = "", "content-disposition": place = "" } = answer.headers();
  return kind.startsWith("text/html") && !place.startsWith("attachment");
}

async function look(context, given, address, screen, source) {
  const where = `${address} ${screen.width}x${screen.height}`;
  const page = await context.newPage();
  const outside = [];
  const complaints = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(given.address) && !request.url().startsWith("data:")) {
      outside.push(request.url().slice(0, 80));
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text().slice(0, 200));
  });
  page.on("pageerror", (error) => complaints.push(String(error).slice(0, 200)));
  try {
    const answer = await page.goto(given.address + address, { waitUntil: "load" });
    const title = await page.title();
    result(where, `answers with a page of its own: ${title}`, answer.ok() ? [] : [`status ${answer.status()}`]);
    if (given.out) await photograph(page, `${nameOf(address)}-${screen.name}`, given.out);
    result(where, "asks for nothing from elsewhere, and the console is quiet", [
      ...outside.map((url) => `asked for ${url}`),
      ...complaints,
    ]);
    await page.evaluate(source);
    await checkRules(page, where, "as it opens");
    await checkReflow(page, where, screen.width);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details:not([open])")) one.open = true;
    });
    await checkRules(page, where, "with its folded parts open");
    await checkContrast(page, where);
    if (screen.name === "desktop") await checkKeyboard(page, where);
    if (screen.name === "phone") {
      await page.setViewportSize({ width: NARROWEST, height: screen.height });
      await checkReflow(page, where, NARROWEST);
    }
  } catch (error) {
    result(where, `could not be looked at: ${String(error.message ?? error).split("\n")[0]}`, [""]);
  } finally {
    await page.close();
  }
}

/** Without JavaScript each page must have one main heading. */
async function withoutScript(context, given, address) {
  const page = await context.newPage();
  try {
    await page.goto(given.address + address);
    const headings = await page.locator("h1").count();
    result(`${address} without JavaScript`, "has its heading", headings === 1 ? [] : [`${headings} of them`]);
  } catch (error) {
    result(`${address} without JavaScript`, "could not be looked at", [String(error).split("\n")[0]]);
  } finally {
    await page.close();
  }
}

async function main() {
  const given = options();
  if (given.out) mkdirSync(given.out, { recursive: true });
  const all = pages(given.routes, given.only);
  const source = axeSource();
  const browser = await launch(browserAt(given.chrome));
  try {
    for (const screen of SCREENS) {
      for (const viewer of [null, "analyst", "administrator"]) {
        // The checks bring axe into the page, which its policy rightly forbids to others.
        const context = await windowOf(browser, screen, { bypassCSP: true });
        if (viewer) await signIn(context, given, viewer);
        for (const { needs, address } of all) {
          if (VIEWERS[needs] !== viewer || !(await isPage(context, given, address))) continue;
          await look(context, given, address, screen, source);
        }
        await context.close();
      }
    }
    const context = await windowOf(browser, SCREENS[0], { javaScriptEnabled: false });
    await signIn(context, given, "analyst");
    for (const { needs, address } of all) {
      if (VIEWERS[needs] === "analyst" && (await isPage(context, given, address))) {
        await withoutScript(context, given, address);
      }
    }
    await context.close();
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  result("site", `the checks could not go on: ${String(error.message ?? error).split("\n")[0]}`, [""]);
}
finish("site");
