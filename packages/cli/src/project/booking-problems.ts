import type { Diagnostic, FlowPlan } from '@tiktok-ns/flow-engine'
import { findMixedBookings } from '@tiktok-ns/flows/settlement'
import type { Project } from './open-project.js'

/** Flows of a project that together would book money twice, each at the setting that is to change. */
export const bookingProblems = ({ yaml }: Project, plans: readonly FlowPlan[]): readonly Diagnostic[] =>
  findMixedBookings(plans).map(({ instance, setting, problem, next }) => ({
    code: 'wrong-setting',
    severity: 'error',
    ...yaml.placeOfKey(['flows', instance, 'settings', setting]),
    problem,
    next,
  }))
