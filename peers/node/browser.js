// Opens a page in headless Chromium, performs the steps that stand on stdin, and prints what they read and what went wrong in the page.
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");

const { executable, url, steps, screenshot } = JSON.parse(readFileSync(0, "utf8"));
// The rest keeps the browser from looking for its maker's hosts.
const options = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const actions = {
  wait: (page, { selector }) => page.waitForSelector(selector),
  waitForText: (page, { selector, text }) =>
    page.locator(selector).filter({ hasText: text }).first().waitFor(),
  click: (page, { selector }) => page.click(selector),
  fill: (page, { selector, text }) => page.fill(selector, text),
  text: (page, { selector }) => page.locator(selector).allInnerTexts(),
};

async function main() {
  const browser = await chromium.launch({ executablePath: executable, args: options });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(10000);
    const errors = [];
    const foreign = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== new URL(url).origin) foreign.push(request.url());
    });
    await page.goto(url);
    const read = [];
    for (const step of steps) {
      const result = await actions[step.action](page, step);
      if (step.action === "text") read.push(result);
    }
    if (screenshot) await page.screenshot({ path: screenshot, fullPage: true });
    return { title: await page.title(), read, errors, foreign };
  } finally {
    await browser.close();
  }
}

main().then((result) => process.stdout.write(JSON.stringify(result)));
