import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { NETWORK_NAMES, type NetworkName } from "../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import type { StoredNetwork } from "../src/sim/fault-tolerance/parts/sdc-stored.ts";
import { teach } from "./lessons.ts";

const PARTS = join(import.meta.dirname, "../src/sim/fault-tolerance/parts");

/** The file of one network. */
function fileOf(name: NetworkName, { weights, multipliers, scales, limits, quality }: StoredNetwork): string {
  const { accuracy, loss, batchDeviation, unigram, rings } = quality;
  return `\
import type { StoredNetwork } from "./sdc-stored.ts";

/** Written by \`npm run train\`: do not edit. */
export const ${name}: StoredNetwork = {
  weights:
    "${weights}",
  multipliers: ${JSON.stringify(multipliers).replaceAll(",", ", ")},
  scales: ${JSON.stringify(scales).replaceAll(",", ", ")},
  limits: [
${limits.map(([low, high]) => `    [${low}, ${high}],\n`).join("")}  ],
  quality: {
    accuracy: ${accuracy},
    loss: ${loss},
    batchDeviation: ${batchDeviation},
    unigram: ${unigram},
    rings: { ${Object.entries(rings)
      .map(([which, share]) => `${which}: ${share}`)
      .join(", ")} },
  },
};
`;
}

const wanted = process.argv.slice(2);
for (const name of NETWORK_NAMES.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  const start = process.hrtime.bigint();
  const stored = teach(name);
  writeFileSync(join(PARTS, `sdc-weights-${name}.ts`), fileOf(name, stored));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { accuracy, loss, unigram, rings } = stored.quality;
  console.log(
    `${name}: accuracy ${accuracy}, loss ${loss} (unigram ${unigram}), rings ${JSON.stringify(rings)}, ${seconds.toFixed(1)} s`,
  );
}
