import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { expect, it } from 'vitest'
import { documentHtml } from '../../src/core/report/document/documentHtml.ts'
import { chartImages } from '../../src/main/adapters/images/chartImages.ts'
import { renderSvg } from '../../src/main/adapters/images/renderSvg.ts'
import { installedReportScripts } from '../../src/main/adapters/images/reportScripts.ts'
import { documentWith, EVIL, means } from '../core/report/document/documentFixture.ts'
import { useTemporaryFolders } from '../main/files/temporaryFolder.ts'
import { findChromium } from './findChromium.ts'

const freshFolder = useTemporaryFolders()

it('a report opens from a file, asks for nothing, draws its charts, and sorts by the keyboard', {
  timeout: 60_000,
}, async () => {
  const path = join(freshFolder(), 'report.html')
  const page = documentHtml(documentWith(EVIL), {
    ...means,
    renderSvg: ({ option, width, height }) => renderSvg(option, width, height),
    font: chartImages.fonts().regular,
    echarts: installedReportScripts.charts(),
    sorting: installedReportScripts.sorting(),
  })
  writeFileSync(path, page)
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const tab = await browser.newPage({ colorScheme: 'dark' })
    const troubles: string[] = []
    const asked: string[] = []
    tab.on('console', (message) => troubles.push(message.text()))
    tab.on('pageerror', (error) => troubles.push(error.message))
    tab.on('dialog', (dialog) => troubles.push(dialog.message()))
    tab.on('request', (request) => asked.push(request.url()))
    await tab.goto(pathToFileURL(path).href)
    await tab.locator('figure.is-live canvas').waitFor()
    const head = tab.locator('th.number')
    const cells = () => tab.locator('td.number').allTextContents()
    await head.focus()
    await tab.keyboard.press('Enter')
    await expect.poll(cells).toEqual(['1,234.50 USD', '-2.5 %', 'n/a'])
    await tab.keyboard.press('Enter')
    await expect.poll(cells).toEqual(['-2.5 %', '1,234.50 USD', 'n/a'])
    expect(troubles).toEqual([])
    expect(asked.filter((address) => !address.startsWith('data:'))).toEqual([pathToFileURL(path).href])
  } finally {
    await browser.close()
  }
})
