/** Why TikTok most likely shows something else than it should, from what was published last and what it shows now. */
export const driftCause = (shows: number, wanted: number, published: number | undefined): string => {
  if (published === undefined) return 'it was not published before'
  if (shows === published) return 'NetSuite has changed since it was published'
  if (shows > published)
    return 'TikTok shows more than was published: orders were cancelled, or somebody changed it in Seller Center'
  return wanted < shows
    ? 'units were sold in the shop, and more were sold elsewhere'
    : 'TikTok shows less than was published, and NetSuite has more: a receipt, or somebody changed it in Seller Center'
}
