// The same rules over the same facts by json-logic-js: rates are clusters a second of processor time; outcomes come first, for comparison.
// node run.mjs <rules and facts as JSON> <milliseconds>
import { readFileSync } from 'node:fs';
import jsonLogic from 'json-logic-js';

const { rules, clusters } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const length = Number(process.argv[3]) * 1000;
const outcomes = clusters.map(cluster => rules.map(rule => (jsonLogic.apply(rule, cluster) ? '1' : '0')).join(''));

const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
const since = used();
let passes = 0;
let met = 0;
for (; used() - since < length; passes++) {
  for (const cluster of clusters) {
    for (const rule of rules) if (jsonLogic.apply(rule, cluster)) met++;
  }
}

process.stdout.write(JSON.stringify({ rate: (passes * clusters.length) / ((used() - since) / 1e6), met, outcomes }));
