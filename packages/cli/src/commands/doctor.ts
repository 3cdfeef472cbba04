import { type Connector, type ProbeContext, type ProbeFinding, systemClock } from '@tiktok-ns/flow-engine'
import { checkSettingsOfFlows } from '../doctor/check-settings.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { renderTable } from '../output/table.js'
import { paint } from '../output/terminal.js'
import { openConnections, openProjectStore } from '../project/open-host.js'
import { probingFor } from '../project/probing-for.js'
import type { CommandContext } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'

/** A finding, and where it was found: a connection or a flow of the project, or the project itself. */
interface Finding extends ProbeFinding {
  readonly where: string
}

/** Looks whether everything is there that the project's flows need, and says what to do where it is not. */
export const doctor = async (projectFile: string, context: CommandContext): Promise<ExitCode> => {
  const project = openOwnProject(projectFile, context)
  const plans = loadPlans(project, [], context)
  const connections = openConnections(project)
  const probing = probingFor(plans, project)
  const [store, ...probed] = await Promise.all([
    probeStore(() => openProjectStore(project)),
    ...[...connections].map(([name, connector]) =>
      probeConnection(name, connector, { ...probing(name), signal: context.signal }),
    ),
  ])
  const ill = new Set(probed.flatMap(found => found.filter(({ ok }) => !ok).map(({ where }) => where)))
  // What a connection that is wrong says of the settings would only hide what is to be put right first.
  const healthy = new Set([...connections.keys()].filter(name => !ill.has(name)))
  const findings: readonly Finding[] = [
    {
      where: 'project',
      ok: true,
      subject: 'flows',
      message: `what flows there are (${plans.length}) and their settings can be read`,
    },
    ...store,
    ...probed.flat(),
    ...(await checkSettingsOfFlows(plans, healthy, { project, connections, signal: context.signal })),
  ]
  if (context.json) context.terminal.out(JSON.stringify({ findings }))
  else context.terminal.out(renderFindings(findings, context))
  return findings.every(({ ok }) => ok) ? exitCode.done : exitCode.someRecordsFailed
}

const probeConnection = async (
  where: string,
  connector: Connector,
  context: ProbeContext,
): Promise<readonly Finding[]> => {
  const findings = await connector.probe(context)
  return findings.map(finding => ({ ...finding, where }))
}

/** Writes, because a store that can only be read is no use. */
const probeStore = async (open: () => ReturnType<typeof openProjectStore>): Promise<readonly Finding[]> => {
  try {
    const store = await open()
    const nowMs = systemClock.now()
    await store.acquireLock({ name: 'doctor', owner: 'doctor', nowMs, expiresAtMs: nowMs + 1_000 })
    await store.releaseLock('doctor', 'doctor')
    await store.close()
    return [{ where: 'project', ok: true, subject: 'store', message: 'the store can be read and written' }]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [{ where: 'project', ok: false, subject: 'store', message }]
  }
}

const renderFindings = (findings: readonly Finding[], { terminal }: CommandContext): string => {
  const rows = findings.map(({ ok, where, subject, message, next = '' }) => [
    ok ? paint(terminal, 'green', 'right') : paint(terminal, 'red', 'wrong'),
    where,
    subject,
    message,
    next,
  ])
  const titles = ['', 'where', 'what', 'found', 'what to do']
  return renderTable(
    titles.map(title => ({ title })),
    rows,
  )
}
