// One contender of bench/mail.py in Node: node mail_work.mjs NAME COUNT ISSUE.json. Set-up is not measured.
// It makes the headings, paragraphs, list items and links of the same issue with the contender's own components.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const [name, count, file] = process.argv.slice(2);
const { html, rows } = JSON.parse(readFileSync(file, "utf8"));
const plain = (text) =>
  text.replace(/<br>/g, " ").replace(/<[^>]*>/g, "").replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&gt;/g, ">")
    .replace(/&#39;/g, "'").replace(/&#34;/g, '"').replace(/&nbsp;/g, " ").trim();
const blocks = [...html.matchAll(/<(h[123]|p|li|a)\b([^>]*)>([\s\S]*?)<\/\1>/g)].map(([, tag, attributes, inner]) => ({
  tag,
  href: /href="([^"]*)"/.exec(attributes)?.[1],
  words: plain(inner),
}));
const PLACE = /\ue002([a-z]+)\ue003/g;
const filled = (text, row) => text.replace(PLACE, (_, key) => row[key]);

const people = Array.from({ length: +count }, (_, at) =>
  Object.fromEntries(Object.entries(rows).map(([key, values]) => [key, values[at % values.length]])),
);
let make;
if (name === "mjml once + handlebars") {
  const { default: mjml2html } = await import("mjml");
  const { default: Handlebars } = await import("handlebars");
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(PLACE, "{{$1}}");
  const body = blocks.map(({ tag, href, words }) =>
    tag === "a"
      ? `<mj-button href="${escape(href ?? "")}">${escape(words)}</mj-button>`
      : `<mj-text font-size="${tag === "h1" ? 26 : tag === "h2" ? 20 : 16}px">${escape(words)}</mj-text>`,
  );
  const source = `<mjml><mj-body><mj-section><mj-column>${body.join("")}</mj-column></mj-section></mj-body></mjml>`;
  make = Handlebars.compile((await mjml2html(source)).html);
} else {
  const { createElement: h } = await import("react");
  const { render } = await import("@react-email/render");
  const { Body, Button, Container, Heading, Html, Text } = await import("@react-email/components");
  const style = { fontSize: 16, lineHeight: "24px", color: "#1b2733" };
  make = (row) =>
    render(
      h(Html, { lang: "en" }, h(Body, null, h(Container, null, blocks.map(({ tag, href, words }, key) => {
        if (tag === "a") return h(Button, { key, href: filled(href ?? "", row), style }, filled(words, row));
        return tag[0] === "h"
          ? h(Heading, { key, as: tag, style }, filled(words, row))
          : h(Text, { key, style }, filled(words, row));
      })))),
    );
}
await make(people[0]);
const began = performance.now();
const before = process.cpuUsage();
let bytes = 0;
for (const row of people) bytes += Buffer.byteLength(await make(row));
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1e6;
console.log(
  JSON.stringify({
    name,
    n: +count,
    cpu_s: +cpu.toFixed(4),
    wall_s: +((performance.now() - began) / 1e3).toFixed(4),
    peak_mb: +(process.resourceUsage().maxRSS / 1024).toFixed(1),
    per_cpu_s: +(count / cpu).toFixed(2),
    kb: +(bytes / count / 1024).toFixed(1),
  }),
);
