// Makes the chat calls that stand on stdin with the unchanged openai package, all at once or one after the other, and prints what each gave.
"use strict";
const { readFileSync } = require("node:fs");
const { OpenAI } = require("openai");

const { baseUrl, parallel, calls } = JSON.parse(readFileSync(0, "utf8"));
// No retries: a failure is to be seen.
const client = new OpenAI({ baseURL: baseUrl, apiKey: "none", maxRetries: 0 });

async function whole(request) {
  const answer = await client.chat.completions.create(request);
  return { text: answer.choices[0].message.content ?? "", usage: answer.usage ?? null, pieces: 1 };
}

async function streamed(request, since) {
  let text = "";
  let usage = null;
  let pieces = 0;
  let firstMillis = null;
  const options = { ...request, stream: true, stream_options: { include_usage: true } };
  for await (const chunk of await client.chat.completions.create(options)) {
    firstMillis ??= performance.now() - since;
    const piece = chunk.choices[0]?.delta?.content ?? "";
    text += piece;
    pieces += piece === "" ? 0 : 1;
    usage = chunk.usage ?? usage;
  }
  return { text, usage, pieces, firstMillis };
}

async function call({ stream, ...request }) {
  const since = performance.now();
  try {
    const answer = stream ? await streamed(request, since) : await whole(request);
    const millis = performance.now() - since;
    return { ...answer, firstMillis: answer.firstMillis ?? millis, millis };
  } catch (error) {
    if (!(error instanceof OpenAI.APIError)) {
      throw error;
    }
    return { status: error.status ?? 0, error: error.message, millis: performance.now() - since };
  }
}

async function main() {
  if (parallel) {
    return Promise.all(calls.map(call));
  }
  const answers = [];
  for (const each of calls) {
    answers.push(await call(each));
  }
  return answers;
}

main().then((answers) => process.stdout.write(JSON.stringify(answers)));
