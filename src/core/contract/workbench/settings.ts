import { z } from 'zod'

/** `<home>/settings.json`. What is left out takes the default that stands here. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['dark', 'light', 'system']).default('system'),
  /** For what is shown; data stays UTC. IANA name, or `UTC`. */
  timeZone: z.string().max(64).default('UTC'),
  /** 0: as many as there are cores. */
  workers: z.number().int().min(0).max(256).default(0),
  ibkr: z
    .strictObject({
      host: z.string().max(255).default('127.0.0.1'),
      port: z.number().int().min(1).max(65_535).default(7497),
      clientId: z.number().int().min(0).default(71),
      politeMs: z.number().int().min(0).max(600_000).default(8_000),
    })
    .default({ host: '127.0.0.1', port: 7497, clientId: 71, politeMs: 8_000 }),
})
export type Settings = z.infer<typeof settingsSchema>
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})
