import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../core/contract/workbench/settings.ts'
import type { BrokenSettings } from '../../../core/contract/workbench/views.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'

const SETTINGS_FILE = 'settings.json'
const BROKEN_FILE = 'settings.broken.json'

/** `homeFiles`: the guarded door of the home itself. */
export type SettingsPorts = { readonly homeFiles: GuardedFiles; readonly zones: TimeZones }

/** The person's settings. A file that cannot be used is kept as `settings.broken.json`, and the defaults count; `brokenSettings` tells. */
export function readSettings({ homeFiles, zones }: SettingsPorts): Outcome<Settings> {
  const text = homeFiles.readText(SETTINGS_FILE)
  if (!text.ok) return text.trouble.code === 'file-missing' ? success(DEFAULT_SETTINGS) : text
  const judged = judge(text.value, zones)
  if (judged.settings !== null) return success(judged.settings)
  if (homeFiles.exists(BROKEN_FILE)) {
    const moved = dismissBrokenSettings({ homeFiles })
    if (!moved.ok) return moved
  }
  const kept = homeFiles.rename(SETTINGS_FILE, BROKEN_FILE)
  return kept.ok ? success(DEFAULT_SETTINGS) : kept
}

/** The file that could not be used, until the person puts it aside; null where there is none. */
export function brokenSettings({ homeFiles, zones }: SettingsPorts): Outcome<BrokenSettings | null> {
  const read = readSettings({ homeFiles, zones })
  if (!read.ok) return read
  const text = homeFiles.readText(BROKEN_FILE)
  if (!text.ok) return text.trouble.code === 'file-missing' ? success(null) : text
  const path = homeFiles.resolve(BROKEN_FILE)
  if (!path.ok) return path
  const { reason } = judge(text.value, zones)
  return success({ path: path.value, reason: reason ?? 'It can be used by now, but the defaults took its place.' })
}

/** Gives the file a name of its own, for good. Errors: `file-missing`, `not-writable`. */
export function dismissBrokenSettings({ homeFiles }: Pick<SettingsPorts, 'homeFiles'>): Outcome<{ movedTo: string }> {
  let number = 1
  while (homeFiles.exists(`settings.broken.${number}.json`)) number++
  const name = `settings.broken.${number}.json`
  const moved = homeFiles.rename(BROKEN_FILE, name)
  if (!moved.ok) return moved
  const path = homeFiles.resolve(name)
  return path.ok ? success({ movedTo: path.value }) : path
}

/** Errors: `bad-time-zone`, `not-writable`, `disk-full`. */
export function writeSettings({ homeFiles, zones }: SettingsPorts, settings: Settings): Outcome<Settings> {
  if (!zones.has(settings.timeZone))
    return failure(
      'bad-time-zone',
      `${JSON.stringify(settings.timeZone)} is no time zone.`,
      'Use a name of the time zone database, such as UTC, America/New_York or Europe/Berlin.',
    )
  const written = homeFiles.writeText(SETTINGS_FILE, `${JSON.stringify(settings, null, 2)}\n`)
  return written.ok ? success(settings) : written
}

type Judged = { readonly settings: Settings | null; readonly reason: string | null }

function judge(text: string, zones: TimeZones): Judged {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { settings: null, reason: 'It is not valid JSON.' }
  }
  const parsed = settingsSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return { settings: null, reason: `${issue?.path.join('.') || 'The whole'}: ${issue?.message ?? 'is wrong'}.` }
  }
  const { timeZone } = parsed.data
  if (zones.has(timeZone)) return { settings: parsed.data, reason: null }
  return { settings: null, reason: `timeZone: ${JSON.stringify(timeZone)} is no time zone.` }
}
