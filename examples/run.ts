/** `pnpm example 01-call-tiktok` runs one. */
const name = process.argv[2] ?? ''
if (!/^\d\d-[a-z-]+$/.test(name)) throw new Error('Name an example, for instance 01-call-tiktok')
await import(`./${name}/main.ts`)
