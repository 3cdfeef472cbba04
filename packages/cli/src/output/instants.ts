/** `2026-01-31 08:00`, in UTC. */
export const toMinute = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')

/** `2026-01-31 08:00:05`, in UTC. */
export const toSecond = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
