// Answers circomlibjs' values: stdin holds {"calls": [{"function": ..., "arguments": [...]}]}, stdout an array of the
// answers in the same order. Field elements and scalars are decimal strings, points [x, y], bytes hex.
"use strict";
const { readFileSync } = require("node:fs");
const createBlakeHash = require("blake-hash");
const circomlibjs = require("circomlibjs");

const hex = (bytes) => Buffer.from(bytes).toString("hex");

async function main() {
  const poseidon = await circomlibjs.buildPoseidon();
  const curve = await circomlibjs.buildBabyjub();
  const eddsa = await circomlibjs.buildEddsa();
  const pedersen = await circomlibjs.buildPedersenHash();
  const mimc7 = await circomlibjs.buildMimc7();
  const mimcSponge = await circomlibjs.buildMimcSponge();
  const field = curve.F;
  const element = (text) => field.e(BigInt(text));
  const point = ([x, y]) => [element(x), element(y)];
  const plain = (value) => field.toObject(value).toString();
  const plainPoint = (p) => p.map(plain);
  const signature = ({ r8, s }) => ({ R8: point(r8), S: BigInt(s) });

  const functions = {
    poseidon: (inputs) => plain(poseidon(inputs.map(element))),
    "poseidon.permute": ([first, ...rest]) => poseidon(rest.map(element), element(first), rest.length + 1).map(plain),
    "mimc7.hash": (x, key) => plain(mimc7.hash(element(x), element(key))),
    "mimc7.multiHash": (inputs, key) => plain(mimc7.multiHash(inputs.map(element), element(key))),
    "mimcSponge.hash": (left, right, key) => {
      const { xL, xR } = mimcSponge.hash(element(left), element(right), element(key));
      return [plain(xL), plain(xR)];
    },
    "mimcSponge.multiHash": (inputs, key, outputs) => {
      const results = mimcSponge.multiHash(inputs.map(element), element(key), outputs);
      return outputs === 1 ? plain(results) : results.map(plain); // one alone comes without its array
    },
    "babyjub.add": (p, q) => plainPoint(curve.addPoint(point(p), point(q))),
    "babyjub.multiply": (p, scalar) => plainPoint(curve.mulPointEscalar(point(p), BigInt(scalar))),
    "babyjub.isInSubgroup": (p) => curve.inSubgroup(point(p)),
    "babyjub.compress": (p) => hex(curve.packPoint(point(p))),
    "eddsa.publicKey": (key) => plainPoint(eddsa.prv2pub(Buffer.from(key, "hex"))),
    "eddsa.signPoseidon": (key, message) => {
      const { R8, S } = eddsa.signPoseidon(Buffer.from(key, "hex"), element(message));
      return { r8: plainPoint(R8), s: S.toString() };
    },
    "eddsa.verifyPoseidon": (message, signed, key) => eddsa.verifyPoseidon(element(message), signature(signed), point(key)),
    "eddsa.packSignature": (signed) => hex(eddsa.packSignature(signature(signed))),
    "pedersen.hash": (message) => hex(pedersen.hash(Buffer.from(message, "hex"))),
    "pedersen.generator": (segment) => plainPoint(pedersen.getBasePoint("blake", Number(segment))),
    blake256: (message) => hex(createBlakeHash("blake256").update(Buffer.from(message, "hex")).digest()),
    blake512: (message) => hex(createBlakeHash("blake512").update(Buffer.from(message, "hex")).digest()),
  };

  const { calls } = JSON.parse(readFileSync(0, "utf8"));
  const answers = calls.map((call) => {
    const answer = functions[call.function];
    if (!answer) throw new Error(`no function ${call.function}; there are ${Object.keys(functions).join(", ")}`);
    return answer(...call.arguments);
  });
  process.stdout.write(JSON.stringify(answers));
  process.exit(0); // the curve's worker threads would hold the process open
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
