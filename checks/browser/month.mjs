// A month of work in the web application, walked as its people would: by the links and the forms of
// the pages, each person from their sign-in on. One walk is one run, on a served ledger of its own.
//
// node month.mjs --walk desktop|plain|phone --address URL --password WORDS --told FILE --demo FOLDER
//   [--out FOLDER] [--chrome PATH]

import { mkdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { audit, handIn, invite, lead, meet } from "./month_plan.mjs";
import { agree, byKeyboard, readPublished, write } from "./month_report.mjs";
import { browserAt, finish, launch, result, shut } from "./rules.mjs";
import { WALKS, Walk, accountsIn } from "./walk.mjs";

/** The month, step by step; each needs those before it. */
const STEPS = [
  ["accounts", invite],
  ["hand in", handIn],
  ["lead", lead],
  ["audit", audit],
  ["meeting", meet],
  ["report", write],
  ["approval", agree],
  ["public", readPublished],
];

function options() {
  const { values } = parseArgs({
    options: {
      walk: { type: "string" },
      address: { type: "string" },
      password: { type: "string" },
      told: { type: "string" },
      demo: { type: "string" },
      out: { type: "string" },
      chrome: { type: "string" },
    },
  });
  for (const name of ["walk", "address", "password", "told", "demo"]) {
    if (!values[name]) throw new Error(`--${name} is missing`);
  }
  if (!(values.walk in WALKS)) throw new Error(`no walk is called ${values.walk}`);
  return { ...values, accounts: accountsIn(readFileSync(values.told, "utf8")) };
}

/** Which walk it is, for the last line. */
let walked = "no walk";

async function main() {
  const given = options();
  walked = given.walk;
  if (given.out) mkdirSync(given.out, { recursive: true });
  const browser = await launch(browserAt(given.chrome));
  try {
    const walk = new Walk(browser, given.walk, given);
    for (const [step, steps] of STEPS) await walk.take(step, () => steps(walk));
    if (given.walk === "desktop") await walk.take("keyboard", () => byKeyboard(walk));
  } finally {
    await shut(browser);
  }
}

try {
  await main();
} catch (error) {
  result("month", `the checks could not go on: ${String(error.message ?? error).split("\n")[0]}`, [""]);
}
finish(`month, ${walked}`);
// A window that did not close in time must not keep the program.
process.exit();
