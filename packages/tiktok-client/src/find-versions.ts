import type { ProbeFinding } from './probe.js'
import type { Endpoint } from './transport/endpoint.js'

const dayMs = 86_400_000

/** An end that is nearer than this is something to do now: TikTok announces it two months ahead. */
const soonDays = 60

/**
 * Whether TikTok has announced the end of a version that is called.
 *
 * @see "Changelog", TikTok Shop Partner Center
 */
export const findVersions = (
  calls: readonly Pick<Endpoint<unknown, unknown>, 'name' | 'version' | 'retired'>[],
  nowMs: number,
): readonly ProbeFinding[] => {
  const subject = 'API versions'
  if (calls.length === 0) return []
  const ending = calls.flatMap(({ name, version, retired }): readonly ProbeFinding[] => {
    if (retired === undefined) return []
    const days = Math.ceil((Date.parse(retired.on) - nowMs) / dayMs)
    return [
      {
        ok: days > soonDays,
        subject,
        message:
          days > 0
            ? `${name} of ${version} ends on ${retired.on}, in ${days} days`
            : `${name} of ${version} has ended on ${retired.on}`,
        next: `Update this program: ${retired.useInstead} takes its place.`,
      },
    ]
  })
  const newest = calls
    .map(({ version }) => version)
    .sort()
    .at(-1)
  return ending.length > 0
    ? ending
    : [
        {
          ok: true,
          subject,
          message: `none of the ${calls.length} calls that are made has an announced end (versions up to ${newest})`,
        },
      ]
}
