import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../core/contract/workbench/settings.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'

const SETTINGS_FILE = 'settings.json'
const BROKEN_FILE = 'settings.broken.json'

/** `homeFiles`: the guarded door of the home itself. */
export type SettingsPorts = { readonly homeFiles: GuardedFiles; readonly zones: TimeZones }

/** The person's settings. A file that cannot be used is kept as `settings.broken.json`, and the defaults count. */
export function readSettings({ homeFiles, zones }: SettingsPorts): Outcome<Settings> {
  const text = homeFiles.readText(SETTINGS_FILE)
  if (!text.ok) return text.trouble.code === 'file-missing' ? success(DEFAULT_SETTINGS) : text
  const settings = parsedSettings(text.value)
  if (settings !== null && zones.has(settings.timeZone)) return success(settings)
  const kept = homeFiles.rename(SETTINGS_FILE, BROKEN_FILE)
  return kept.ok ? success(DEFAULT_SETTINGS) : kept
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

function parsedSettings(text: string): Settings | null {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
