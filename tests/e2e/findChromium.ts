import { existsSync } from 'node:fs'
import process from 'node:process'
import { chromium } from '@playwright/test'

const INSTALLED: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** CHROMIUM_PATH, else an installed one, else Playwright's own where it is there; null: none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return existsSync(named) ? named : null
  const candidates = [...INSTALLED, chromium.executablePath()]
  return candidates.find((path) => existsSync(path)) ?? null
}
