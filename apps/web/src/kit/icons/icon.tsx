import styles from './icon.module.css';

/** Drawn on a 20 px square with a 1.6 px line. `fill` marks solid shapes. */
const shapes = {
  check: 'M4 10.5l4 4 8-9',
  clock: 'M10 3a7 7 0 100 14 7 7 0 000-14zM10 6v4.2l2.8 1.8',
  alert: 'M10 3.2l7.2 12.9H2.8zM10 8.2v3.6M10 13.9v.2',
  info: 'M10 3a7 7 0 100 14 7 7 0 000-14zM10 9.2v4.4M10 6.4v.2',
  ready: 'M10 3a7 7 0 100 14 7 7 0 000-14zM6.8 10.2l2.3 2.3 4.2-4.8',
  close: 'M5 5l10 10M15 5L5 15',
  plus: 'M10 4v12M4 10h12',
  forward: 'M8 5l5 5-5 5',
  back: 'M12 5l-5 5 5 5',
  down: 'M5 8l5 5 5-5',
  upload: 'M10 13V4M6 7.6L10 3.6l4 4M4 14v2.4h12V14',
  download: 'M10 4v9M6 9.4l4 4 4-4M4 14.6V17h12v-2.4',
  file: 'M5.5 3h6l3.5 3.5V17h-9.500zM11.5 3v3.500H15',
  phone: 'M6.5 2.800h7v14.400h-7zM9.2 14.800h1.6',
  lock: 'M5 9.200h10V17H5zM7 9.200V6.400a3 3 0 016 0v2.8',
  copy: 'M7.5 7.500H16V16H7.500zM4 12.500V4h8.5',
  trash: 'M4 6h12M8 6V4h4v2M5.5 6l.7 11h7.600l.7-11',
  edit: 'M4 16l.8-3.400L13.2 4.200l2.6 2.600L7.4 15.200z',
  cut: 'M6 4.200l8 9.600M14 4.200L6 13.800M5.2 13.600a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.600zM14.8 13.600a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.600z',
  person: 'M10 3.400a3 3 0 100 6 3 3 0 000-6zM4 16.800c.5-3.4 2.8-5 6-5s5.5 1.6 6 5',
  globe:
    'M10 3a7 7 0 100 14 7 7 0 000-14zM3.2 10h13.600M10 3c-4.4 4.6-4.4 9.4 0 14M10 3c4.4 4.6 4.4 9.4 0 14',
  calendar: 'M4 5h12v11.500H4zM4 8.500h12M7.2 3v3.400M12.8 3v3.4',
  offline:
    'M3.5 3.500l13 13M6 8.200a9 9 0 00-2 1.500M9 6.300A10 10 0 0117 9M7 12a5 5 0 012-1.300M12.8 11.700l.5.4M10 15.200v.2',
  record: 'M10 5.500a4.5 4.5 0 100 9 4.5 4.5 0 000-9z',
  play: 'M6.5 4l9.5 6-9.5 6z',
  pause: 'M6 4.500h2.600v11H6zM11.4 4.500H14v11h-2.600z',
  replay: 'M5.2 6.200A6.5 6.5 0 113.6 11M5.4 2.800v3.600H9',
  sound:
    'M3.5 8h2.800L10 4.800v10.400L6.3 12H3.500zM12.8 7.400a3.6 3.6 0 010 5.200M14.9 5.200a6.8 6.8 0 010 9.6',
  muted: 'M3.5 8h2.800L10 4.800v10.400L6.3 12H3.500zM13 8l4 4M17 8l-4 4',
  captions: 'M3 5h14v10H3zM8.6 8.700a1.7 1.7 0 100 2.600M14 8.700a1.7 1.7 0 100 2.6',
  fullscreen: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  undo: 'M7.5 4L4 7.500 7.500 11M4 7.500h7.500a4.500 4.500 0 010 9H8',
  redo: 'M12.5 4L16 7.500 12.500 11M16 7.500H8.500a4.500 4.500 0 000 9H12',
  turn: 'M4 9.500h8V17H4zM7 6.200A5.500 5.500 0 0116 10.500M4.8 3.600L7 6.200 4.200 8',
  picture: 'M3 4.500h14v11H3zM3 13.500l4-4 3.500 3.500 2.500-2.500 4 4M13 7.600v.2',
  windowed: 'M8 4v4H4M16 8h-4V4M12 16v-4h4M4 12h4v4',
} as const;

export type IconName = keyof typeof shapes;
const solid: readonly IconName[] = ['play', 'pause', 'record'];
/** Icons that point along the line of reading, and so turn with it. */
const directional: readonly IconName[] = ['forward', 'back'];

export interface IconProps {
  readonly name: IconName;
  /** Pixels; a word stands beside the icon, or it has a label. */
  readonly size?: number;
  readonly label?: string;
}

export function Icon({ name, size = 20, label }: IconProps) {
  return (
    <svg
      className={directional.includes(name) ? styles.turning : styles.icon}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={solid.includes(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
