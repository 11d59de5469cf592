// The second half of the month: a report is written, found wrong and mended, agreed, published, and
// read by somebody who is nobody to the council.

import { changedCensus } from "./month_plan.mjs";
import { LONG } from "./walk.mjs";

const REPORT = "committee-2017-12";
const TITLE = "Progress report to the scrutiny committee, December 2017";
const SHARE = "The share of single assessments completed within 45 working days";
/** The share went from 90% to 75% in the year to September 2017, which is more than chance. */
const FALSE = `${SHARE} has improved since September 2016.`;
const TRUE = `${SHARE} has fallen since September 2016.`;
const NOTED = "The list was shown to two team managers.";

/** A sentence with the figure that was handed in earlier in the month. */
function counted(walk) {
  return `${changedCensus(walk.demo).now} single assessments were completed in September 2017.`;
}

/** The analyst writes what the evidence contradicts, is told so, mends it, and hands it in. */
export async function write(walk) {
  const analyst = await walk.as(walk.having("analyst"));
  await analyst.menu("Reports");
  await analyst.follow("Begin a report");
  await analyst.look("to begin");
  await analyst.write("Short name", REPORT);
  await analyst.day("Day of the committee’s meeting", [11, 12, 2017]);
  await analyst.press("Begin it");
  await analyst.isSentBack(/title/, "Title");
  await analyst.write("Title", TITLE);
  await analyst.press("Begin it");
  await analyst.look("begun");
  await analyst.follow(TITLE);
  await analyst.look("the draft");
  await analyst.follow("Write the narrative");
  await analyst.look("the editor");

  const text = analyst.main.getByLabel("Narrative");
  const found = analyst.main.getByRole("region", { name: "What the evidence says" });
  await text.fill(`## What stands behind the figures\n\n${counted(walk)}\n\n`);
  if (walk.scripts) {
    // Letter by letter, until the check beside the text answers by itself.
    await text.press("Control+End");
    await text.pressSequentially(FALSE);
    await analyst.isChecked(found);
    await analyst.look("checked as it is typed");
  } else {
    await text.fill(`${await text.inputValue()}${FALSE}`);
    await analyst.press("Check without saving");
    await analyst.look("checked");
    await analyst.reads("This text is not saved yet.");
    // What takes a script is not offered without one.
    const filter = analyst.main.getByLabel("Show only references with these words");
    await analyst.misses("a filter that does nothing", filter);
  }
  const claims = found.getByRole("listitem").filter({ hasText: "improved" });
  const contradicted = claims.filter({ hasText: "contradicted" });
  await analyst.reads("90.1% (172 of 191", { within: contradicted });

  await text.fill((await text.inputValue()).replace(FALSE, TRUE));
  if (walk.scripts) await analyst.isChecked(found);
  else await analyst.press("Check without saving");
  await analyst.look("mended");
  await analyst.misses("anything to look at", found.getByRole("heading", { name: "To look at" }));
  await analyst.misses("a contradiction", found.getByText("contradicted"));
  await found.getByText("What the evidence supports (2)").click();
  await analyst.reads("fallen", { within: found });
  await analyst.press("Save");
  await analyst.look("saved");
  await analyst.follow("Back to the report");
  await analyst.look("the draft, written");
  await analyst.follow("Hand it in for review");
  await analyst.look("to hand in");
  await analyst.press("Hand it in");
  await analyst.look("handed in");
  await analyst.reads("In review");
  const reviews = analyst.main.getByRole("link", { name: "Review it" });
  await analyst.misses("a way to review one's own", reviews);
}

/** Somebody does what their work says of the report. */
async function settles(walk, role, link, answer) {
  const somebody = await walk.as(walk.having(role));
  await somebody.menu("My work");
  const line = somebody.main.getByRole("listitem").filter({ hasText: TITLE });
  await somebody.reads("For the committee of 11 December 2017, in 28 days", { within: line });
  await somebody.follow(`${link} (report ${REPORT})`);
  await somebody.look(link);
  await answer(somebody);
}

/** The chair reviews, legal and finance comment, the director approves, the analyst publishes. */
export async function agree(walk) {
  await settles(walk, "chair", "Review it", async (chair) => {
    await chair.tick("What comes of it", "Returned");
    await chair.press("Record");
    await chair.isSentBack("Enter why the report is returned", "What is to be said of it");
    await chair.tick("What comes of it", "Agreed");
    await chair.press("Record");
    await chair.look("reviewed");
  });
  for (const role of ["legal", "finance"]) {
    await settles(walk, role, "Comment", async (officer) => {
      await officer.write("Comment", `There is nothing for ${role} to add.`);
      await officer.press("Record");
      await officer.look("commented");
    });
  }
  await settles(walk, "director", "Approve it", async (director) => {
    await director.reads("The evidence contradicts nothing in the text.");
    await director.press("Approve this report");
    await director.look("approved");
  });
  await settles(walk, "analyst", "Publish it", async (analyst) => {
    await analyst.press("Publish this report", { patience: LONG });
    await analyst.page.waitForURL(new RegExp(`/reports/${REPORT}$`), { timeout: LONG });
    await analyst.look("published");
    await analyst.reads("What was published");
  });
}

/** Anybody finds the report from the home page on, reads it, and takes it along. */
export async function readPublished(walk) {
  const { now } = changedCensus(walk.demo);
  const somebody = await walk.visitor();
  await somebody.look("home");
  await somebody.follow(TITLE);
  await somebody.look("the report");
  const pdf = await somebody.file(somebody.main.getByRole("link", { name: /PDF/ }));
  walk.expect("the report is there as a PDF", pdf.isPdf ? [] : [`status ${pdf.status}, ${pdf.kind}`]);
  const json = await somebody.file(somebody.main.getByRole("link", { name: "The figures as JSON" }));
  const figures = json.bytes.toString("utf8");
  const counts = JSON.parse(figures) && new RegExp(`\\b${now}\\b`).test(figures);
  walk.expect(`the figures as JSON have ${now}`, counts ? [] : [figures.slice(0, 200)]);
  await somebody.follow(/web page/i);
  await somebody.look("to read it", { sandboxed: true });
  const page = somebody.page.locator("body");
  await somebody.reads(counted(walk), { within: page });
  await somebody.reads(TRUE, { within: page });
  await somebody.misses("the sentence that was mended", page.getByText(FALSE));
}

/** The analyst signs in and reports on an action, without a mouse. */
export async function byKeyboard(walk) {
  const analyst = await walk.visitor();
  const { page } = analyst;
  const account = walk.accounts.find((one) => one.name === walk.having("analyst"));
  const opens = async (words, key, address) => {
    await analyst.tabTo(words);
    await page.keyboard.press(key);
    await page.waitForURL(address);
  };
  await opens("Sign in", "Enter", /\/sign-in/);
  await analyst.tabTo("E-mail address");
  await page.keyboard.type(account.email);
  await analyst.tabTo("Password");
  await page.keyboard.type(walk.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/overview/);
  await opens("Skip to main content", "Enter", /#main-content/);
  await opens("2 Complete assessments", "Enter", /\/recommendations\/R2/);
  await opens("Report progress (R2.3)", "Enter", /\/give\/note-progress/);
  await analyst.tabTo("What has happened");
  await page.keyboard.type(NOTED);
  await opens("Record", "Space", /\/recommendations\/R2/);
  await analyst.look("recorded");
  await analyst.isTold(NOTED);
}
