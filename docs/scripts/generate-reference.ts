import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { referencePages } from '../testing/reference-pages.js'
import { settingsPage } from '../testing/settings-page.js'

/** Writes the pages that are made of definitions: the flow language's, and the settings of the prebuilt flows. */
const folder = fileURLToPath(new URL('../flow-language/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(referencePages())) writeFileSync(`${folder}${name}`, text)
writeFileSync(fileURLToPath(new URL('../settings.md', import.meta.url)), settingsPage())
