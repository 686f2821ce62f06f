import type { Page } from '@playwright/test'

/** What alerts say from now on: one that stands for a second only is heard too, however slow the listener. */
export async function hearAlerts(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(`(() => {
    const heard = new Set()
    globalThis.heardAlerts = () => [...heard].join('\\n')
    const hear = () => {
      for (const { textContent } of document.querySelectorAll('[role="alert"]')) heard.add(textContent)
    }
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true, characterData: true })
  })()`)
  return () => page.evaluate<string>('globalThis.heardAlerts()')
}
