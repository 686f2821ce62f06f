import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import {
  brokenSettings,
  dismissBrokenSettings,
  readSettings,
  type SettingsPorts,
  writeSettings,
} from './settingsFile.ts'

export type SettingsHandlers = Pick<
  Handlers<Api, AbortSignal>,
  'settings.show' | 'settings.save' | 'settings.broken' | 'settings.dismissBroken'
>

export function settingsHandlers(ports: SettingsPorts): SettingsHandlers {
  return {
    'settings.show': () => readSettings(ports),
    'settings.broken': () => brokenSettings(ports),
    'settings.dismissBroken': () => dismissBrokenSettings(ports),
    'settings.save': (settings) => writeSettings(ports, settings),
  }
}
