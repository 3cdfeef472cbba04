/** `-7003.13` as `-7,003.13`, for a reader. */
export const inThousands = (amount: string): string =>
  amount.replace(/^-?\d+/, whole => whole.replace(/\B(?=(\d{3})+$)/g, ','))
