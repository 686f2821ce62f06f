import { describe, expect, it } from 'vitest'
import { luxonTimeZones } from '../../../src/main/adapters/zones/timeZones.ts'
import { createWallClock } from '../../../src/main/engine/data/wallClock.ts'

const NEW_YORK = 'America/New_York'

function clockOf(zone: string, newestFirst = false) {
  const clock = createWallClock(luxonTimeZones.instants(zone), newestFirst)
  return {
    clock,
    utc: (local: string) => {
      const ms = clock.toUtcMs(Date.parse(`${local}Z`))
      return Number.isNaN(ms) ? null : new Date(ms).toISOString().slice(0, 16)
    },
  }
}

describe('wall clocks', () => {
  it('agrees with the machine on every hour of ten years', () => {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: NEW_YORK,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    const { clock } = clockOf(NEW_YORK)
    for (let ms = Date.UTC(2015, 0, 1); ms < Date.UTC(2025, 0, 1); ms += 3_600_000) {
      const parts = Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]))
      const local = Date.UTC(
        Number(parts.year),
        Number(parts.month) - 1,
        Number(parts.day),
        Number(parts.hour),
        Number(parts.minute),
      )
      if (clock.toUtcMs(local) !== ms) expect.fail(new Date(ms).toISOString())
    }
    expect(clock.repeated()).toBe(20)
    expect(clock.skipped()).toBe(0)
  })

  it('tells the two occurrences of an hour apart by their order', () => {
    const up = clockOf(NEW_YORK)
    const hours = ['2022-11-06T00:00', '2022-11-06T01:00', '2022-11-06T01:00', '2022-11-06T02:00']
    const instants = ['2022-11-06T04:00', '2022-11-06T05:00', '2022-11-06T06:00', '2022-11-06T07:00']
    expect(hours.map(up.utc)).toEqual(instants)
    expect([...hours].reverse().map(clockOf(NEW_YORK, true).utc)).toEqual([...instants].reverse())
    const halves = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'].map((time) => `2022-11-06T${time}`)
    expect(halves.map(clockOf(NEW_YORK).utc).map((time) => time?.slice(11))).toEqual([
      '04:30',
      '05:00',
      '05:30',
      '06:00',
      '06:30',
      '07:00',
    ])
  })

  it('knows times that never were', () => {
    const { clock, utc } = clockOf(NEW_YORK)
    expect(utc('2022-03-13T02:30')).toBeNull()
    expect(utc('2022-03-13T03:00')).toBe('2022-03-13T07:00')
    expect(clock.skipped()).toBe(1)
    expect(clockOf('Australia/Lord_Howe').utc('2022-10-02T02:15')).toBeNull()
    expect(clockOf('Pacific/Chatham').utc('2022-07-01T12:45')).toBe('2022-07-01T00:00')
  })

  it('reads patterns in English whatever the machine', () => {
    const pattern = luxonTimeZones.pattern('yyyy-MM-dd hh-a')
    expect(pattern.parse('2019-10-17 12-AM')).toBe(Date.UTC(2019, 9, 17, 0))
    expect(pattern.parse('2019-10-17 09-PM')).toBe(Date.UTC(2019, 9, 17, 21))
    expect(pattern.parse('2019-10-17')).toBeNaN()
    expect(luxonTimeZones.pattern('dd/MM/yyyy HH:mm ZZ').carriesOffset).toBe(true)
    expect(luxonTimeZones.pattern('dd/MM/yyyy HH:mm ZZ').parse('17/10/2019 09:00 +02:00')).toBe(
      Date.UTC(2019, 9, 17, 7),
    )
  })
})
