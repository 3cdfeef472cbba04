import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { referencePages } from '../testing/reference-pages.js'

/** Writes the pages of the flow language that are made of its definitions. */
const folder = fileURLToPath(new URL('../flow-language/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(referencePages())) writeFileSync(`${folder}${name}`, text)
