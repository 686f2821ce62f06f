import { spawn } from 'node:child_process'
import process from 'node:process'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** Gives an address or a folder to the desktop's standard program for it. Error: `cannot-open`. */
export function openOutside(target: string): Promise<Outcome<void>> {
  const [program, ...words] = openerOf(process.platform)
  return new Promise((resolve) => {
    const child = spawn(program, [...words, target], { stdio: 'ignore', detached: true, windowsHide: true })
    child.once('error', (error) => resolve(cannotOpen('code' in error ? String(error.code) : error.message)))
    child.once('spawn', () => {
      child.unref()
      resolve(success(undefined))
    })
  })
}

function openerOf(platform: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open']
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
}

function cannotOpen(reason: string): Outcome<never> {
  return failure('cannot-open', `No program of the desktop could be started (${reason}).`, 'Open it by hand.')
}
