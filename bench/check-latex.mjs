// Sets LaTeX files with KaTeX in its strict mode and tells what it refuses.
//
// Usage: npm install katex && node check-latex.mjs FILE.tex...      (files as `nimmgen check --print latex` writes them)
// Exit code 1 where a file is refused.
import { readFileSync } from "node:fs";
import katex from "katex";

let refused = 0;
for (const file of process.argv.slice(2)) {
  try {
    katex.renderToString(readFileSync(file, "utf8"), { displayMode: true, throwOnError: true, strict: "error", output: "mathml" });
    console.log(`${file}: set`);
  } catch (error) {
    refused++;
    console.log(`${file}: ${error.message}`);
  }
}

process.exit(refused > 0 || process.argv.length < 3 ? 1 : 0);
