/** How many items were read, and what became of them, over all stories. */
export interface Counts {
  readonly read: number;
  readonly followUps: number;
  readonly repeats: number;
  readonly unsure: number;
}
