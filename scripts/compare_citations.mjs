// Formats references with citeproc-js in the AMA style: CSL-JSON array on standard input, JSON array of lines out.
// The other half of compare_citations.py; a second opinion for development and tests, no part of the library.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const citeproc = createRequire(import.meta.url)('citeproc')
const read = (name) => fs.readFileSync(new URL(`../tests/kit/csl/${name}`, import.meta.url), 'utf8')

const items = JSON.parse(fs.readFileSync(0, 'utf8'))
const byId = new Map(items.map((item) => [item.id, item]))
const engine = new citeproc.Engine(
  { retrieveLocale: () => read('locales-en-US.xml'), retrieveItem: (id) => byId.get(id) },
  read('american-medical-association.csl'),
)
engine.setOutputFormat('text')
engine.updateItems(items.map((item) => item.id))
const [meta, lines] = engine.makeBibliography()
const formatted = Object.fromEntries(meta.entry_ids.map(([id], at) => [id, lines[at].trim().replace(/^\d+\.\s*/, '')]))
process.stdout.write(JSON.stringify(items.map((item) => formatted[item.id])))
