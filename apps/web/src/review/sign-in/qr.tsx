import { encode } from 'uqr';
import styles from './entrance.module.css';

/** A QR code as one path, without a style or an image of its own. */
export function Qr({ data, label }: { readonly data: string; readonly label: string }) {
  const { data: rows, size } = encode(data, { border: 2 });
  const path = rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
}
