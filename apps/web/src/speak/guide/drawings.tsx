import type { ReactNode } from 'react';
import { join } from '../../kit/join.ts';
import styles from './drawings.module.css';

/**
 * Drawn in ink and one accent on a 120 × 80 ground. The sentence beside each says the same, so they are hidden
 * from a screen reader. What runs along the line of reading is mirrored with it.
 */
function Drawing({ mirrored = false, children }: { mirrored?: boolean; children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 120 80"
      className={join(styles.drawing, mirrored && styles.mirrored)}
      aria-hidden="true"
      focusable="false"
    >
      <rect width="120" height="80" rx="8" className={styles.ground} />
      {children}
    </svg>
  );
}

/** Head and shoulders, standing on `y`. */
const Person = ({ x, y, size }: { x: number; y: number; size: number }) => (
  <g transform={`translate(${x} ${y}) scale(${size})`}>
    <path d="M-14 0c0-11 6-16 14-16s14 5 14 16z" className={styles.shape} />
    <circle cx="0" cy="-24" r="7" className={styles.shape} />
  </g>
);

const No = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`}>
    <circle r="6" className={styles.noGround} />
    <path d="M-2.600-2.600l5.200 5.200M2.600-2.600l-5.200 5.200" className={styles.noLine} />
  </g>
);

/** A phone that lies on its side, and one that stands, crossed out. */
export const LandscapeDrawing = () => (
  <Drawing>
    <rect x="10" y="20" width="66" height="40" rx="5" className={styles.screen} />
    <path d="M70 36v8" className={styles.line} />
    <Person x={43} y={57} size={0.95} />
    <path d="M20 64h46" className={styles.soft} />
    <rect x="91" y="22" width="20" height="36" rx="3.500" className={styles.faint} />
    <g className={styles.faded}>
      <Person x={101} y={53} size={0.5} />
    </g>
    <No x={111} y={22} />
  </Drawing>
);

/** The lamp stands behind the phone and shines on the face. */
export const LightDrawing = () => (
  <Drawing mirrored>
    <path d="M14 18h16l5 14H9z" className={styles.lamp} />
    <path d="M22 32v32M14 64h16" className={styles.line} />
    <path d="M40 26l12 3M39 35l13 1M37 44l14-2" className={styles.ray} />
    <rect x="57" y="38" width="5" height="24" rx="2" className={styles.screen} />
    <path d="M54 64h11" className={styles.line} />
    <Person x={90} y={64} size={1.25} />
    <path d="M82.300 29.500a8.700 8.700 0 00-.8 8" className={styles.glow} />
  </Drawing>
);

/** A microphone an arm's length from the mouth; a closed door keeps the noise out. */
export const CloseDrawing = () => (
  <Drawing mirrored>
    <Person x={34} y={64} size={1.25} />
    <path d="M49 35c3 2 3 5 0 7M54 32c5 4 5 9 0 13M59 29c7 6 7 13 0 19" className={styles.ray} />
    <rect x="73" y="27" width="9" height="17" rx="4.500" className={styles.screen} />
    <path d="M69.500 38c0 10 16 10 16 0M77.500 46v14M71 64h13" className={styles.line} />
    <path d="M96 16h14v48H96z" className={styles.faint} />
    <circle cx="99.500" cy="41" r="1.300" className={styles.dot} />
    <path d="M92 64h22" className={styles.soft} />
  </Drawing>
);

/** The speaker before a plain wall; around, what tells who and where they are. */
export const NotShownDrawing = () => (
  <Drawing>
    <rect x="8" y="9" width="26" height="24" rx="2" className={styles.faint} />
    <path d="M21 9v24M8 21h26M11 30l5-6 5 6" className={styles.faint} />
    <No x={34} y={11} />
    <g className={styles.faint}>
      <rect x="88" y="11" width="22" height="14" rx="2" />
      <path d="M96 15v6M101 15h3v3h-3v3h3" />
    </g>
    <No x={110} y={12} />
    <g className={styles.faint} transform="rotate(-8 20 56)">
      <rect x="12" y="45" width="17" height="22" rx="1.500" />
      <path d="M15.500 51h10M15.500 55.500h10M15.500 60h6" />
    </g>
    <No x={30} y={45} />
    <g className={styles.faded}>
      <Person x={100} y={66} size={0.75} />
    </g>
    <path d="M96 60h4v4h-4z" className={styles.badge} />
    <No x={111} y={44} />
    <Person x={61} y={68} size={1.25} />
  </Drawing>
);
