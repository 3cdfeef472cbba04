import { readFileSync } from 'node:fs'
import { type FlowInstance, type LinkedFlows, linkFlows, outlineFlow } from '@tiktok-ns/flow-engine'
import { openFlowFiles, resolveFlowPath } from './flow-files.js'
import type { Project } from './open-project.js'
import { shortPath } from './short-path.js'

/** What a project's flows mean where they name each other. A flow that cannot be read is nobody's. */
export const linkProject = ({ spec, folder }: Project): LinkedFlows => {
  const files = openFlowFiles()
  const instances = Object.entries(spec.flows).flatMap(
    ([instance, { flow, connections }]): FlowInstance[] => {
      const path = resolveFlowPath(folder, flow)
      const text = readText(path)
      const outline = text === undefined ? undefined : outlineFlow(text, shortPath(path), files)
      return outline === undefined ? [] : [{ instance, outline, accounts: Object.values(connections) }]
    },
  )
  return linkFlows(instances)
}

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
