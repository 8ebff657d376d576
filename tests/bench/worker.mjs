// zhlint at work on one task: node worker.mjs HOME TASK ANSWER
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [home, task, answer] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync(task, "utf-8"));
let begun = performance.now();
const place = resolve(home, "node_modules", "zhlint");
const { run } = await import(pathToFileURL(resolve(place, "lib", "index.js")));
const mend = (text) => run(text, { rules: { preset: "default" }, logger: { log() {}, warn() {}, error() {} } }).result;
mend("热身，一次。");
const start = (performance.now() - begun) / 1000;
const seconds = [];
let outputs = [];
for (let round = 0; round < wanted.rounds; round++) {
  begun = performance.now();
  outputs = wanted.texts.map(mend);
  seconds.push((performance.now() - begun) / 1000);
}
const version = JSON.parse(readFileSync(resolve(place, "package.json"), "utf-8")).version;
const memory = Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf-8"))[1]) / 1024;
writeFileSync(answer, JSON.stringify({ outputs: wanted.keep ? outputs : [], seconds, start, memory, version }));
