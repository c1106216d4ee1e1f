// Prints as JSON which features of each HTML file some mail program leaves out: {file: {feature: [program, ...]}}.
// Usage: node caniemail.mjs "gmail.*,outlook.windows" a.html b.html
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const [clients, ...files] = process.argv.slice(2);
const found = {};
for (const file of files) {
  const { issues } = caniemail({ clients: clients.split(","), html: readFileSync(file, "utf8") });
  const features = {};
  for (const [client, list] of issues.errors) for (const { title } of list) (features[title] ??= new Set()).add(client);
  found[file] = Object.fromEntries(Object.entries(features).map(([title, all]) => [title, [...all].sort()]));
}
console.log(JSON.stringify(found));
