// Pictures of every section in both themes for docs/screenshots: npm run screenshots -- HOME WORKSPACE
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { withWorkbench } from '../tests/e2e/workbench.ts'

const FOLDER = join(import.meta.dirname, '../docs/screenshots')
const SECTIONS = [
  'data',
  'build',
  'pipeline',
  'events',
  'model',
  'backtest',
  'robustness',
  'outputs',
  'sweeps',
  'leaderboard',
  'discovery',
  'ledger',
]
/** Charts have drawn and settled. */
const SETTLE_MS = 2_500

const [home, workspace] = process.argv.slice(2)
if (home === undefined || workspace === undefined) throw new Error('Say a home and a workspace with a finished run')

mkdirSync(FOLDER, { recursive: true })
await withWorkbench(async ({ page }) => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const place of ['', ...SECTIONS.map((section) => `w/${workspace}/${section}`), 'settings']) {
      await page.evaluate(`window.location.hash = ${JSON.stringify(`#/${place}`)}`)
      await page.waitForTimeout(SETTLE_MS)
      const name = place === '' ? 'home' : place.split('/').at(-1)
      await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) })
    }
  }
}, home)
