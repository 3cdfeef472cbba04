import type { RunningSandbox } from '@tiktok-ns/sandbox'

/** People do not retry: what strikes flows spares them. */
export const withoutFaults = async <Told>(
  { faults }: RunningSandbox,
  act: () => Promise<Told>,
): Promise<Told> => {
  const rules = faults.list()
  faults.clear()
  try {
    return await act()
  } finally {
    for (const { id, matched: _, struck: __, ...rule } of rules) faults.add({ ...rule, id })
  }
}
