import { explainCron } from '../schedule/next-run.js'
import type { StepCheckContext } from '../steps/step-definition.js'
import type { FlowFile } from './flow-spec.js'
import { suggest } from './nearest-word.js'

/** Looks at what starts a flow: cron patterns, time zones, and the webhooks of its connectors. Paths are below `triggers`. */
export const checkTriggers = (
  triggers: FlowFile['triggers'],
  { connectorOf, problem }: Pick<StepCheckContext, 'connectorOf' | 'problem'>,
): void => {
  for (const [index, trigger] of triggers.entries()) {
    if ('cron' in trigger) {
      const wrong = explainCron(trigger.cron, trigger.timezone ?? 'UTC')
      if (wrong !== undefined)
        problem(
          [index, 'cron'],
          `this schedule cannot be kept: ${wrong}`,
          'write minute, hour, day, month, weekday, such as "*/5 * * * *", and a zone such as Europe/Berlin',
        )
    }
    if ('webhook' in trigger) {
      const reference = connectorOf(trigger.webhook, [index, 'webhook'])
      if (reference === undefined) continue
      const { webhooks, name: connector } = reference.description
      if (!Object.hasOwn(webhooks, reference.name))
        problem(
          [index, 'webhook'],
          `${connector} sends no webhook "${reference.name}"`,
          suggest(reference.name, Object.keys(webhooks)),
        )
    }
  }
}
