import { type DiscoveryManifest, discoverySettingsSchema } from '../../../core/contract/discoveryRecord.ts'

/** What a discovery was asked with, as its manifest tells it. */
export function discoverySettingsOf({ settings }: Pick<DiscoveryManifest, 'settings'>): {
  readonly q: number
  readonly resamples: number
} {
  const { falseDiscoveryRate, resamples } = discoverySettingsSchema.parse(settings)
  return { q: falseDiscoveryRate, resamples }
}
