/**
 * The record up to the invitation of the 28th session, October 2017: "163 Pre-sessions have been organised since 2012,
 * covering sessions 13 to 27. A total of 156 Permanent Missions followed almost 800 CSO and NHRI presentations."
 */
export const RECORD_OF_2017 = {
  presessions: 163,
  missions: 156,
  /** "Almost". */
  presentations: 800,
} as const;
