import type { CallOptions } from '../transport/call-endpoint.js'
import type { PageToken } from '../transport/token-pages.js'

export interface ListOptions extends CallOptions {
  /** Items on a page. Default: as many as TikTok allows. */
  readonly pageSize?: number | undefined
}

export interface OrderedListOptions extends ListOptions {
  /** Default `ASC`: what comes in while you read stands at the end, and nothing is read twice. */
  readonly sortOrder?: 'ASC' | 'DESC' | undefined
}

export interface ChangeListOptions extends OrderedListOptions {
  /** Default `update_time`. */
  readonly sortField?: 'create_time' | 'update_time' | undefined
}

/** The paging parameters of a list that is sorted by one field only, or by the one that was chosen. */
export const orderedPage =
  <Field extends string>(sortField: Field, maxPageSize: number, options: OrderedListOptions) =>
  (pageToken: PageToken) => ({
    page_size: options.pageSize ?? maxPageSize,
    page_token: pageToken,
    sort_field: sortField,
    sort_order: options.sortOrder ?? 'ASC',
  })

/** The paging parameters of a list that can be read by when its items changed. */
export const changePage = (maxPageSize: number, options: ChangeListOptions) =>
  orderedPage(options.sortField ?? 'update_time', maxPageSize, options)
