/** Calendar days from which on growth is put on a year. An exchange's year begins and ends with holidays, so that its bars span fewer than 365. */
export const LEAST_DAYS_OF_A_YEAR = 360
