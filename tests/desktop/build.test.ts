import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './launchDesktop.ts'

const built = ['main', 'core', 'preload'].flatMap((folder) =>
  readdirSync(join(ROOT, 'out', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|cjs)$/.test(name))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(ROOT, 'out', folder, name), 'utf8') })),
)

it('has the entries that are found by their place', () => {
  const entries = ['desktop/main.js', 'desktop/engine.js', 'cli/main.js', 'worker/main.js'].map(
    (name) => `main/doors/${name}`,
  )
  expect(built.map(({ name }) => name)).toEqual(expect.arrayContaining([...entries, 'preload/preload.cjs']))
})

it('has the compiled kernels beside the code that reads them, byte for byte', () => {
  const sources = join(ROOT, 'src')
  const kernels = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wasm'))
  expect(kernels).toContain(join('main', 'adapters', 'wasm', 'kernels.wasm'))
  for (const name of kernels)
    expect(readFileSync(join(ROOT, 'out', name)).equals(readFileSync(join(sources, name))), name).toBe(true)
})

it('names no source (declarations are for editors and are not run), and not the place where it was built', () => {
  expect(built.filter(({ text }) => /new URL\([^)]*(?<!\.d)\.ts\b/.test(text)).map(({ name }) => name)).toEqual([])
  expect(built.filter(({ text }) => text.includes(ROOT)).map(({ name }) => name)).toEqual([])
})

it('has a preload that is a pipe: nothing of Node', () => {
  const preload = built.find(({ name }) => name === 'preload/preload.cjs')?.text ?? ''
  expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron'])
})
