// Compiles standard JSON from stdin to standard JSON on stdout with the solc beside this file.
"use strict";
const { readFileSync } = require("node:fs");
const solc = require("solc");

process.stdout.write(solc.compile(readFileSync(0, "utf8")));
