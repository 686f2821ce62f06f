/**
 * The column that trades events: at an event, while its trade is held, and 0 else; negative for shorts. The levels lie between them, so that a trade that was left
 * early is not entered again before the next event.
 */
export const EVENT_SIGNAL = { event: 1, held: 0.4, enterAbove: 0.5, leaveBelow: 0.25 } as const
