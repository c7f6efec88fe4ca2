/** A track in the picture of its lab: what its model takes and gives at the mission, by name. */
export interface Place {
  readonly track: string;
  readonly order: number;
  readonly values: Readonly<Record<string, unknown>>;
}
