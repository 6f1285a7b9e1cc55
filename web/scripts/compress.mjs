// Writes name.br and name.gz beside each file of dist/ that compresses well. WhiteNoise sends them as they are.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(js|css|svg|html|json)$/;
const SLOW_AND_SMALL = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

for (const name of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  if (!COMPRESSIBLE.test(name)) continue;
  const file = join("dist", name);
  const bytes = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, SLOW_AND_SMALL));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
