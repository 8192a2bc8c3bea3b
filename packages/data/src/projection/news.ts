/** What was committed to a collection since the last time. */
export interface News {
  /** Records that have changed, came or went. */
  ids: ReadonlySet<string>;
  /** The last commit that is told of. */
  seq: number;
  more: boolean;
}

/** Finds out what was committed to one collection. */
export interface NewsReader {
  /** Starts behind what is there now. @param seq the last commit that is known of */
  begin(seq: number): Promise<void>;
  /**
   * What has come; `undefined` when that cannot be told any more, so that everything has to be read anew.
   * @param heard the last commit that is known of
   */
  read(heard: number): Promise<News | undefined>;
}
