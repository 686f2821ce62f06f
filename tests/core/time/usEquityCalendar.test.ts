import { expect, test } from 'vitest'
import { easterSunday } from '../../../src/core/time/easterSunday.ts'
import { isoTime } from '../../../src/core/time/isoTime.ts'
import { usEquityCalendar, usEquitySessionOn } from '../../../src/core/time/usEquityCalendar.ts'
import { readCsv, testDataFile } from '../../setup/testData.ts'

const HOUR = 3_600_000
const calendar = usEquityCalendar('us-equity-rth')

test('Easter of published tables', () => {
  const days = [1990, 1999, 2000, 2008, 2011, 2019, 2024, 2025, 2038].map((year) =>
    isoTime(easterSunday(year)).slice(0, 10),
  )
  expect(days).toEqual([
    '1990-04-15',
    '1999-04-04',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2038-04-25',
  ])
})

// Trading days a year as the exchange's fact books and calendars publish them.
test.each([
  [1990, 253],
  [1994, 252],
  [1996, 254],
  [1998, 252],
  [2001, 248],
  [2004, 252],
  [2005, 252],
  [2007, 251],
  [2008, 253],
  [2012, 250],
  [2018, 251],
  [2020, 253],
  [2021, 252],
  [2022, 251],
  [2023, 250],
  [2024, 252],
  [2025, 250],
])('%d has %d sessions', (year, count) => {
  expect(calendar.sessions(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)).length).toBe(count)
})

test.each([
  '1994-04-27',
  '2001-09-11',
  '2001-09-14',
  '2004-06-11',
  '2007-01-02',
  '2012-10-29',
  '2012-10-30',
  '2018-12-05',
  '2025-01-09',
  '2022-06-20',
  '2023-06-19',
  '2021-12-24',
  '2020-07-03',
  '2023-01-02',
  '2024-03-29',
  '1998-01-19',
])('%s is closed', (day) => {
  const [year, month, date] = day.split('-').map(Number)
  expect(usEquitySessionOn(year!, month!, date!)).toBeNull()
})

test.each([
  ['1997-01-20', 'MLK day before 1998'],
  ['2021-06-18', 'Juneteenth before 2022'],
  ['2021-12-31', 'New Year on a Saturday is not observed'],
  ['2001-09-17', 'the Monday after'],
])('%s is open: %s', (day) => {
  const [year, month, date] = day.split('-').map(Number)
  expect(usEquitySessionOn(year!, month!, date!)).not.toBeNull()
})

test.each([
  ['1992-11-27', '19:00'],
  ['1993-11-26', '18:00'],
  ['1996-07-05', '17:00'],
  ['2002-07-05', '17:00'],
  ['2003-12-26', '18:00'],
  ['2013-07-03', '17:00'],
  ['2022-11-25', '18:00'],
  ['2023-07-03', '17:00'],
  ['2023-11-24', '18:00'],
  ['2024-07-03', '17:00'],
  ['2024-12-24', '18:00'],
])('%s is a half day that closes at %s UTC', (day, close) => {
  const [year, month, date] = day.split('-').map(Number)
  const session = usEquitySessionOn(year!, month!, date!)!
  expect(session.halfDay).toBe(true)
  expect(isoTime(session.closeMs)).toBe(`${day}T${close}:00.000Z`)
})

test('hourly bars are anchored at 09:30 New York on both sides of the change of clock', () => {
  const bars = (day: string) =>
    [...calendar.expectedBars(Date.parse(`${day}T00:00Z`), Date.parse(`${day}T24:00Z`), HOUR)].map((t) =>
      isoTime(t).slice(11, 16),
    )
  expect(bars('2024-03-08')).toEqual(['14:30', '15:30', '16:30', '17:30', '18:30', '19:30', '20:30'])
  expect(bars('2024-03-11')).toEqual(['13:30', '14:30', '15:30', '16:30', '17:30', '18:30', '19:30'])
  expect(bars('2024-07-03')).toEqual(['13:30', '14:30', '15:30', '16:30'])
  expect(bars('2024-07-04')).toEqual([])
})

test('the last hourly bar is half an hour; the grid holds only bar starts within sessions', () => {
  const at = (clock: string) => Date.parse(`2024-03-11T${clock}:00Z`)
  expect(calendar.barEnd(at('19:30'), HOUR)).toBe(at('20:00'))
  expect(calendar.barEnd(at('18:30'), HOUR)).toBe(at('19:30'))
  expect(calendar.isOnGrid(at('13:30'), HOUR)).toBe(true)
  expect(calendar.isOnGrid(at('13:00'), HOUR)).toBe(false)
  expect(calendar.isOnGrid(at('14:00'), HOUR)).toBe(false)
  expect(calendar.isOnGrid(at('20:00'), HOUR)).toBe(false)
  expect(calendar.barStart(at('14:15'), HOUR)).toBe(at('13:30'))
  expect(calendar.barStart(at('20:00'), HOUR)).toBeNaN()
  expect(calendar.isOnGrid(Date.UTC(1985, 5, 3, 13, 30), HOUR)).toBe(false)
})

test('a range that starts within a session gives only its later bars', () => {
  const from = Date.parse('2024-03-11T15:30:00Z')
  expect(calendar.expectedBars(from, from + 3 * HOUR, HOUR).length).toBe(3)
})

const spyDaily = testDataFile('us-daily/SPY_1d.csv.gz')
test.skipIf(spyDaily === null)('the days SPY traded on from 1993 to 2024 are the sessions', () => {
  const days = new Set(
    readCsv(spyDaily!)
      .slice(1)
      .map((row) => row[1]!),
  )
  const sessions = calendar
    .sessions(Date.UTC(1993, 0, 29), Date.UTC(2024, 7, 31))
    .map((s) => isoTime(s.openMs).slice(0, 10))
  expect(sessions.filter((day) => !days.has(day))).toEqual([])
  expect([...days].filter((day) => !sessions.includes(day))).toEqual([])
})
